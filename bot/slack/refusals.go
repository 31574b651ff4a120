package slack

import (
	"time"

	"github.com/regwire/regwire/bot"
)

// refusal is what one of Slack's error words means for a post.
type refusal struct {
	fate bot.Fate
	// after is how long to wait at least; whole when the workspace waits.
	after time.Duration
	whole bool
	fix   string
}

// The sentences that several refusals share.
const (
	fixToken   = "install the app to the workspace again and put its bot token (xoxb-…) into SLACK_BOT_TOKEN, restart regwire, then resume"
	fixMember  = "open the channel in Slack and type /invite @regwire"
	fixAllowed = "ask a workspace admin to let the app post there, or subscribe another channel"
	fixPlain   = "the message goes once more as plain text"
	fixOurs    = "the request was malformed, which is a fault of regwire or of a proxy on the way: please report it with this word"
	fixBase    = "see that slack.base is Slack's address and that no proxy answers in its place"
	fixScope   = "add the scope to the app (OAuth & Permissions), then install it to the workspace again"
)

// refusals are the words that chat.postMessage, chat.update and chat.postEphemeral
// are documented to answer, those of the whole Web API, and those that
// slack-go names for them. A word that is not here: see unknown.
var refusals = map[string]refusal{
	// Nothing can be posted to this channel until a person acts.
	"not_in_channel":                           {fate: bot.FateHoldChannel, fix: fixMember},
	"channel_not_found":                        {fate: bot.FateHoldChannel, fix: "the channel was deleted or is private: " + fixMember + ", or unsubscribe it"},
	"is_archived":                              {fate: bot.FateHoldChannel, fix: "unarchive the channel in Slack, or unsubscribe it"},
	"is_inactive":                              {fate: bot.FateHoldChannel, fix: "the channel is frozen, archived or deleted: restore it in Slack, or unsubscribe it"},
	"no_permission":                            {fate: bot.FateHoldChannel, fix: fixMember},
	"access_denied":                            {fate: bot.FateHoldChannel, fix: fixAllowed},
	"posting_to_channel_denied":                {fate: bot.FateHoldChannel, fix: fixAllowed},
	"posting_to_general_channel_denied":        {fate: bot.FateHoldChannel, fix: fixAllowed},
	"restricted_action":                        {fate: bot.FateHoldChannel, fix: fixAllowed},
	"restricted_action_read_only_channel":      {fate: bot.FateHoldChannel, fix: fixAllowed},
	"restricted_action_thread_only_channel":    {fate: bot.FateHoldChannel, fix: "the channel takes replies only: subscribe another channel"},
	"restricted_action_non_threadable_channel": {fate: bot.FateHoldChannel, fix: "the channel takes no replies: subscribe with followups:channel"},
	"restricted_action_thread_locked":          {fate: bot.FateHoldChannel, fix: "the thread is locked: subscribe with followups:channel"},
	"restricted":                               {fate: bot.FateHoldChannel, fix: fixAllowed},
	"external_channel_restricted":              {fate: bot.FateHoldChannel, fix: fixAllowed},
	"not_allowed":                              {fate: bot.FateHoldChannel, fix: fixAllowed},
	"user_not_found":                           {fate: bot.FateHoldChannel, fix: "the person has left the workspace: unsubscribe"},
	"user_disabled":                            {fate: bot.FateHoldChannel, fix: "the person's account is off: unsubscribe"},
	"user_not_in_channel":                      {fate: bot.FateHoldChannel, fix: "the person is not in that channel"},
	"cannot_dm_bot":                            {fate: bot.FateHoldChannel, fix: "the place is a bot: subscribe a channel or a person"},
	"messages_tab_disabled":                    {fate: bot.FateHoldChannel, fix: "switch on the Messages tab of the app (App Home)"},
	"im_not_found":                             {fate: bot.FateHoldChannel, fix: "write to the bot once, so that the conversation exists"},
	"method_not_supported_for_channel_type":    {fate: bot.FateHoldChannel, fix: "subscribe an ordinary channel"},
	"channel_type_not_supported":               {fate: bot.FateHoldChannel, fix: "subscribe an ordinary channel"},
	"slack_connect_file_link_sharing_blocked":  {fate: bot.FateHoldChannel, fix: fixAllowed},
	"slack_connect_blocked_file_type":          {fate: bot.FateHoldChannel, fix: fixAllowed},
	"invalid_channel":                          {fate: bot.FateHoldChannel, fix: "the channel id is wrong: unsubscribe and subscribe again in the channel"},

	"duplicate_channel_not_found":          {fate: bot.FateHoldChannel, fix: "the channel was deleted: unsubscribe it"},
	"slack_connect_canvas_sharing_blocked": {fate: bot.FateHoldChannel, fix: fixAllowed},
	"slack_connect_lists_sharing_blocked":  {fate: bot.FateHoldChannel, fix: fixAllowed},
	"slack_connect_clip_sharing_blocked":   {fate: bot.FateHoldChannel, fix: fixAllowed},
	"feature_disabled":                     {fate: bot.FateHoldChannel, fix: fixAllowed},
	"not_found":                            {fate: bot.FateHoldChannel, fix: "the channel was deleted or is private: " + fixMember + ", or unsubscribe it"},

	// Nothing can be posted to this workspace until a person acts.
	"invalid_auth":                    {fate: bot.FateHoldWorkspace, fix: fixToken},
	"not_authed":                      {fate: bot.FateHoldWorkspace, fix: fixToken},
	"account_inactive":                {fate: bot.FateHoldWorkspace, fix: "the app was removed or the workspace closed: " + fixToken},
	"token_revoked":                   {fate: bot.FateHoldWorkspace, fix: fixToken},
	"token_expired":                   {fate: bot.FateHoldWorkspace, fix: fixToken},
	"missing_scope":                   {fate: bot.FateHoldWorkspace, fix: fixScope},
	"no_scopes":                       {fate: bot.FateHoldWorkspace, fix: fixScope},
	"not_allowed_token_type":          {fate: bot.FateHoldWorkspace, fix: "the token is not a bot token: " + fixToken},
	"app_not_installed":               {fate: bot.FateHoldWorkspace, fix: fixToken},
	"app_missing_action_url":          {fate: bot.FateHoldWorkspace, fix: "use Socket Mode, or give the app an interactivity address"},
	"invalid_app_id":                  {fate: bot.FateHoldWorkspace, fix: fixToken},
	"bot_not_found":                   {fate: bot.FateHoldWorkspace, fix: fixToken},
	"team_not_found":                  {fate: bot.FateHoldWorkspace, fix: fixToken},
	"team_access_not_granted":         {fate: bot.FateHoldWorkspace, fix: "let the app into this workspace of the organisation, then resume"},
	"enterprise_is_restricted":        {fate: bot.FateHoldWorkspace, fix: "install the app to the workspace, not to the organisation"},
	"ekm_access_denied":               {fate: bot.FateHoldWorkspace, fix: "administrators have suspended posting: ask them, then resume"},
	"accesslimited":                   {fate: bot.FateHoldWorkspace, fix: "the workspace does not allow this network: have its address allowed"},
	"two_factor_setup_required":       {fate: bot.FateHoldWorkspace, fix: "set up two-factor authentication for the account that installed the app"},
	"as_user_not_supported":           {fate: bot.FateHoldWorkspace, fix: fixToken},
	"metadata_must_be_sent_from_app":  {fate: bot.FateHoldWorkspace, fix: fixToken},
	"deprecated_endpoint":             {fate: bot.FateHoldWorkspace, fix: "Slack took the method away: upgrade regwire"},
	"method_deprecated":               {fate: bot.FateHoldWorkspace, fix: "Slack took the method away: upgrade regwire"},
	"unknown_method":                  {fate: bot.FateHoldWorkspace, fix: "the base address of Slack is wrong: it ends in /api/"},
	"restricted_apps":                 {fate: bot.FateHoldWorkspace, fix: "the workspace allows approved apps only: have regwire approved"},
	"app_not_approved":                {fate: bot.FateHoldWorkspace, fix: "the workspace allows approved apps only: have regwire approved"},
	"user_is_restricted":              {fate: bot.FateHoldWorkspace, fix: fixToken},
	"user_is_ultra_restricted":        {fate: bot.FateHoldWorkspace, fix: fixToken},
	"not_allowed_for_grid_workspaces": {fate: bot.FateHoldWorkspace, fix: "install the app to the organisation"},

	// Refused for what it holds.
	"invalid_blocks":                    {fate: bot.FatePlain, fix: fixPlain},
	"invalid_blocks_format":             {fate: bot.FatePlain, fix: fixPlain},
	"block_mismatch":                    {fate: bot.FatePlain, fix: fixPlain},
	"msg_too_long":                      {fate: bot.FatePlain, fix: fixPlain},
	"msg_blocks_too_long":               {fate: bot.FatePlain, fix: fixPlain},
	"too_many_attachments":              {fate: bot.FatePlain, fix: fixPlain},
	"attachment_payload_limit_exceeded": {fate: bot.FatePlain, fix: fixPlain},
	"invalid_attachments":               {fate: bot.FatePlain, fix: fixPlain},
	"too_many_contact_cards":            {fate: bot.FatePlain, fix: fixPlain},
	"markdown_text_conflict":            {fate: bot.FatePlain, fix: fixPlain},
	"metadata_too_large":                {fate: bot.FatePlain, fix: fixPlain},
	"invalid_metadata_format":           {fate: bot.FatePlain, fix: fixPlain},
	"invalid_metadata_schema":           {fate: bot.FatePlain, fix: fixPlain},
	"no_text":                           {fate: bot.FatePlain, fix: fixPlain},
	"invalid_arguments":                 {fate: bot.FatePlain, fix: fixPlain},
	"duplicate_message_not_found":       {fate: bot.FatePlain, fix: fixPlain},

	// A request that arrives malformed was spoilt on its way, or is our fault; a
	// channel held loses nothing while somebody looks.
	"invalid_arg_name":        {fate: bot.FateHoldChannel, fix: fixOurs},
	"invalid_array_arg":       {fate: bot.FateHoldChannel, fix: fixOurs},
	"missing_argument":        {fate: bot.FateHoldChannel, fix: fixOurs},
	"invalid_charset":         {fate: bot.FateHoldChannel, fix: fixOurs},
	"missing_charset":         {fate: bot.FateHoldChannel, fix: fixOurs},
	"invalid_form_data":       {fate: bot.FateHoldChannel, fix: fixOurs},
	"invalid_post_type":       {fate: bot.FateHoldChannel, fix: fixOurs},
	"missing_post_type":       {fate: bot.FateHoldChannel, fix: fixOurs},
	"invalid_json":            {fate: bot.FateHoldChannel, fix: fixOurs},
	"json_not_object":         {fate: bot.FateHoldChannel, fix: fixOurs},
	"superfluous_charset":     {fate: bot.FateHoldChannel, fix: fixOurs},
	"cannot_parse_attachment": {fate: bot.FateHoldChannel, fix: fixOurs},

	// Surely not posted, and it passes.
	"ratelimited":                {fate: bot.FateRetry, after: 30 * time.Second, whole: true, fix: bot.FixWait},
	"rate_limited":               {fate: bot.FateRetry, after: 30 * time.Second, whole: true, fix: bot.FixWait},
	"app_rate_limited":           {fate: bot.FateRetry, after: time.Minute, whole: true, fix: bot.FixWait},
	"minute_rate_limited":        {fate: bot.FateRetry, after: time.Minute, whole: true, fix: bot.FixWait},
	"message_limit_exceeded":     {fate: bot.FateRetry, after: time.Hour, whole: true, fix: "the workspace posts more than its plan allows"},
	"request_timeout":            {fate: bot.FateRetry, fix: bot.FixWait},
	"service_unavailable":        {fate: bot.FateRetry, after: 30 * time.Second, whole: true, fix: bot.FixWait},
	"team_added_to_org":          {fate: bot.FateRetry, after: 15 * time.Minute, whole: true, fix: "the workspace is moving into an organisation; it is tried again by itself"},
	"org_login_required":         {fate: bot.FateRetry, after: 15 * time.Minute, whole: true, fix: "the workspace is moving into an organisation; it is tried again by itself"},
	"external_channel_migrating": {fate: bot.FateRetry, after: 5 * time.Minute, fix: bot.FixWait},
	"streaming_state_conflict":   {fate: bot.FateRetry, fix: bot.FixWait},
	"update_failed":              {fate: bot.FateRetry, fix: bot.FixWait},
	"try_again_later":            {fate: bot.FateRetry, fix: bot.FixWait},

	// Slack says that part of it may have been done.
	"fatal_error":    {fate: bot.FateAmbiguous, fix: bot.FixWait},
	"internal_error": {fate: bot.FateAmbiguous, fix: bot.FixWait},

	// A reply that its thread does not take: Post has made it a post of its own
	// already, so a second refusal is about the message.
	"cannot_reply_to_message": {fate: bot.FatePlain, fix: fixPlain},

	// An edit that cannot be made any more. It carries no news by itself.
	"message_not_found":                {fate: bot.FateDead, fix: "the post was deleted; later news comes as a post of its own"},
	"cant_update_message":              {fate: bot.FateDead, fix: bot.FixEdit},
	"edit_window_closed":               {fate: bot.FateDead, fix: "the workspace limits editing; " + bot.FixEdit},
	"cant_broadcast_message":           {fate: bot.FateDead, fix: bot.FixEdit},
	"no_dual_broadcast_content_update": {fate: bot.FateDead, fix: bot.FixEdit},
}

// unthreadable are the refusals of a reply that a post of its own does not meet.
var unthreadable = map[string]bool{
	"cannot_reply_to_message": true, "thread_not_found": true, "invalid_thread_ts": true, "invalid_ts": true,
	"message_not_found": true, "cant_broadcast_message": true,
	"restricted_action_non_threadable_channel": true, "restricted_action_thread_locked": true,
}

// unknown decides about a word that is not in the table. Slack said no, so
// nothing was posted. Whose fault it is nobody knows: the simplest layout, tried
// once, finds out whether it was the message's, without delay for those behind.
// If that is refused too, the channel is held: nothing is lost, no call is made
// again and again, and a person reads the word.
func unknown(plain bool) refusal {
	if plain {
		return refusal{fate: bot.FateHoldChannel, fix: "Slack refuses with a word that regwire does not know: look it up, mend it, then resume the channel"}
	}
	return refusal{fate: bot.FatePlain, fix: fixPlain}
}
