// Package command holds the verbs that people give, from any platform or the
// terminal, in one table: name, words, example, handler. Start with Desk.Handle.
//
// A verb checks its words against the catalogue, acts through small interfaces,
// and answers with a bot.Message of phrase keys, so that the same answer can be
// said in any language and by any platform. A wrong word gets a *bot.Mistake
// that says what to type instead; it never changes anything. Help, completion
// and tests are made from the same table.
package command

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/spelling"
)

// Topic is a topic as people see it.
type Topic struct {
	ID    feeds.Topic `json:"id"`
	EN    string      `json:"en"`
	ZH    string      `json:"zh"`
	About string      `json:"about"` // one English sentence
}

// Catalog is what the verbs check words against.
type Catalog struct {
	bot.Names
	Topics  []Topic
	Sources []feeds.Source
	// AuthorityIDs are all codes, for did-you-mean.
	AuthorityIDs []string
	// AuthorityNamed is the one of a name in either language, folded by bot.Fold; nil
	// knows none.
	AuthorityNamed func(name string) (feeds.AuthorityID, bool)
	// Issuers are all that may have issued something in a region; nil is those of
	// AuthorityIDs.
	Issuers func(region string) []feeds.AuthorityID
	// Regions are all that an authority may be in.
	Regions []string
}

// Desk handles commands.
type Desk struct {
	Subscriptions Subscriptions
	Items         Items
	Intake        Intake
	Watchers      Watchers
	// Sourcing is nil where no sources can be added.
	Sourcing   Sourcing
	Marks      Marks
	WatchLists WatchLists
	Calendars  Calendars
	Curation   Curation
	Catalog    Catalog
	// Rules say who may do what in a workspace; nil is the usual.
	Rules func(feeds.WorkspaceID) Rules
	// Person reports whether somebody of a workspace can be written to alone by this
	// id; nil is everybody.
	Person func(w feeds.WorkspaceID, id string) bool
	// Link makes an item of a submitted address, or says why it cannot be read.
	Link func(address string) (feeds.Found, error)
	// Fold makes the names of watch lists comparable with those of notices; nil is bot.Fold.
	Fold func(string) string
	// Duties reads what a text orders and forbids; nil reads nothing.
	Duties func(text string) []feeds.Duty
	// Full is since when the disk is full, the zero time when it is not; nil is never.
	Full func() time.Time
	// Base is the address of our own pages, "" when there are none.
	Base string
	Now  func() time.Time
}

// verb is one row of the table.
type verb struct {
	name    string
	zh      string // the name in Chinese
	words   string // usage after the name
	example string
	run     func(d *Desk, ctx context.Context, c bot.Command) (bot.Message, error)
	// who may use it unless a workspace's rules say otherwise; "" is anyone.
	who Role
	// alias are other names that people type, parted by a blank.
	alias string
	// look marks a verb that changes nothing and whose answer may be shared.
	look bool
	// long marks a verb whose answer may have pages.
	long bool
	// own is the first word behind which the answer is for one person's eyes, "*" for any:
	// what a company watches, an address that whoever has it may read.
	own string
	// one marks a verb that is about one event: a second one would be passed over.
	one bool
}

// verbs is the one table. It is filled in init, since help reads it.
var verbs []verb

func init() {
	verbs = []verb{
		{name: "subscribe", zh: "订阅", words: "all | TOPIC,… [authority:…] [region:…] [stage:…] [section:…] [WORD] [-WORD] [mode:…] [lang:…] [followups:…]", example: "subscribe data-export,app-enforcement authority:cac,miit stage:draft,final mode:now", run: (*Desk).subscribe, who: Members},
		{name: "unsubscribe", zh: "退订", words: "ID | TOPIC | all", example: "unsubscribe s3", run: (*Desk).unsubscribe, alias: "取消订阅", who: Members},
		{name: "list", zh: "列表", words: "[here | me | all]", example: "list", run: (*Desk).list, alias: "subscriptions 订阅列表", long: true},
		{name: "preview", zh: "预览", words: "FILTERS", example: "preview app-enforcement region:sh", run: (*Desk).preview},
		{name: "mute", zh: "静音", words: "ID | TOPIC until:DAY [reason:\"…\"]", example: "mute s3 until:2w reason:\"company holiday\"", run: (*Desk).mute, who: Members},
		{name: "unmute", zh: "取消静音", words: "ID | TOPIC", example: "unmute s3", run: (*Desk).unmute, who: Members},
		{name: "find", zh: "检索", words: "WORDS [since:2022-09 | since:30d] [until:…] [topic:TOPIC] [authority:…] [region:…] [stage:…] [section:…]", example: "find 数据出境 since:2022-09", run: (*Desk).find, alias: "search 搜索 查找 查询", look: true, long: true},
		{name: "latest", zh: "最新", words: "[N]", example: "latest 5", run: (*Desk).latest, alias: "news 最近", look: true, long: true},
		{name: "item", zh: "详情", words: "ID", example: "item e4", run: (*Desk).item, alias: "show", look: true, long: true, one: true},
		{name: "duties", zh: "义务", words: "ID", example: "duties e4", run: (*Desk).duties, look: true, long: true, one: true},
		{name: "why", zh: "为何", words: "ID | URL", example: "why e4", run: (*Desk).why, one: true},
		{name: "since", zh: "以来", words: "DAY | DAYS | MONTH", example: "since 7d", run: (*Desk).since, look: true, long: true},
		{name: "deadlines", zh: "期限", words: "[DAYS | DAY | MONTH] [FILTERS] | ical [FILTERS | off]", example: "deadlines 30d data-export", run: (*Desk).deadlines, alias: "dates due 截止 截止日期", look: true, long: true, own: "ical"},
		{name: "digest", zh: "月报", words: "[YYYY-MM]", example: "digest 2022-09", run: (*Desk).digest, alias: "newsletter 简报", look: true, long: true},
		{name: "take", zh: "认领", words: "ID | ID off", example: "take e4", run: (*Desk).take, who: Members, one: true},
		{name: "done", zh: "完成", words: "ID reason:\"…\"", example: "done e4 reason:\"comments sent\"", run: (*Desk).done, who: Members},
		{name: "undone", zh: "撤销完成", words: "ID", example: "undone e4", run: (*Desk).undone, who: Members, one: true},
		{name: "remind", zh: "提醒", words: "ID [DAY] | ID off", example: "remind e4 2022-11-01", run: (*Desk).remind, one: true},
		{name: "note", zh: "批注", words: "ID TEXT | ID off", example: "note e4 Applies to our Shanghai entity", run: (*Desk).note, who: Members},
		{name: "save", zh: "收藏", words: "ID | ID off", example: "save e4", run: (*Desk).save, one: true},
		{name: "saved", zh: "收藏夹", words: "", example: "saved", run: (*Desk).saved, long: true, own: "*"},
		{name: "feedback", zh: "反馈", words: "ID no | yes", example: "feedback e4 no", run: (*Desk).feedback, who: Members, own: "*"},
		{name: "event", zh: "事件", words: "split ID [ITEM] | join ID ID | link ID ID RELATION [possible] | unlink ID ID", example: "event join e4 e7", run: (*Desk).event, who: Admins},
		{name: "watch", zh: "关注", words: "add KIND NAME [ALIAS…] owners:me,U0123ABC [nomatch:now|weekly] | remove ID | [list]", example: "watch add app \"Acme Pay\" 艾克米支付 owners:me,U0123ABC", run: (*Desk).watch, alias: "监看 监控", long: true, own: "*"},
		{name: "submit", zh: "提交", words: "URL", example: "submit https://mp.weixin.qq.com/s/…", run: (*Desk).submit, who: Members},
		{name: "share", zh: "分享", words: "LOOKUP", example: "share find 数据出境", run: (*Desk).share, who: Members},
		{name: "settings", zh: "设置", words: "[lang:…] [zone:…] [quiet:22:00-07:00|off] [workdays:on|off] [followups:…]", example: "settings quiet:22:00-07:00 zone:Europe/Berlin workdays:on lang:zh", run: (*Desk).settings, who: Members},
		{name: "resume", zh: "恢复", words: "", example: "resume", run: (*Desk).resume, who: Members},
		{name: "sources", zh: "来源", words: "[ID | all]", example: "sources", run: (*Desk).sources, long: true},
		{name: "source", zh: "自有来源", words: "add URL [yes] | list | pause ID [REASON] | resume ID | remove ID | export [opml]", example: "source add https://example.org/notices/", run: (*Desk).source, who: Members, long: true},
		{name: "coverage", zh: "覆盖", words: "[YYYY-MM]", example: "coverage 2022-09", run: (*Desk).coverage, long: true},
		{name: "topics", zh: "主题", words: "", example: "topics", run: (*Desk).topics, long: true},
		{name: "help", zh: "帮助", words: "[VERB]", example: "help subscribe", run: (*Desk).help, alias: "? hello hi 你好"},
	}
}

// Verbs are the names of all verbs, in the order of the table.
func Verbs() []string {
	names := make([]string, len(verbs))
	for i, v := range verbs {
		names[i] = v.name
	}
	return names
}

// Usage is how the verb is typed, and an example; ok is false for no verb.
func Usage(name string) (words, example string, ok bool) {
	v, ok := lookup(name)
	return v.words, v.example, ok
}

// Own reports whether the answer to a verb with these words is for the eyes of who gave it
// alone: where a platform cannot show it so, it is not to be shown.
func Own(name string, words []string) bool {
	v, ok := lookup(strings.ToLower(name))
	return ok && (v.own == "*" || v.own != "" && len(words) > 0 && meant(words[0]) == v.own)
}

func lookup(name string) (verb, bool) {
	for _, v := range verbs {
		if name != "" && (name == v.name || name == v.zh || slices.Contains(strings.Fields(v.alias), name)) {
			return v, true
		}
	}
	return verb{}, false
}

// atTerminal are commands of the terminal alone that people ask for in chat.
var atTerminal = []string{"backup", "check", "egress", "evidence", "export", "forget", "load", "restore", "stats", "try", "verify"}

// noVerb says that the word is no verb, and which was probably meant.
func noVerb(word string) error {
	if name := strings.ToLower(word); slices.Contains(atTerminal, name) {
		return bot.Wrong("mistake.verb_terminal", name)
	}
	if best := spelling.Nearest(word, Verbs()); best != "" {
		return bot.Wrong("mistake.verb_near", feeds.CleanLine(cut(word)), best)
	}
	return bot.Wrong("mistake.verb", feeds.CleanLine(cut(word)))
}

// maxWords bounds the words of a command, in characters.
const maxWords = 4000

// Handle answers a command. The error is a *bot.Mistake when the person can
// mend it, anything else is ours.
func (d *Desk) Handle(ctx context.Context, c bot.Command) (bot.Message, error) {
	name := strings.ToLower(c.Verb)
	if name == "" {
		name = "help"
	}
	v, ok := lookup(name)
	if !ok {
		if v, c, ok = d.ofEvent(c); !ok {
			return bot.Message{}, noVerb(c.Verb)
		}
	}
	// A file of sources is bounded by who reads it.
	file := v.name == "source" && c.Actor.Operator
	if !file { // where words are quoted, one may hold nothing
		c.Words = slices.DeleteFunc(slices.Clone(c.Words), func(w string) bool { return strings.TrimSpace(w) == "" })
	}
	if n := utf8.RuneCountInString(strings.Join(c.Words, " ")); n > maxWords && !file {
		return bot.Message{}, bot.Wrong("mistake.too_long", n, maxWords)
	}
	if err := d.allowed(c, v); err != nil {
		return bot.Message{}, err
	}
	if v.long {
		var err error
		if c, err = turned(c); err != nil {
			return bot.Message{}, err
		}
	}
	if n := len(c.Words); v.look && n > 1 && meant(c.Words[n-1]) == "share" {
		c.Words, v = append([]string{v.name}, c.Words[:n-1]...), sharing()
		if err := d.allowed(c, v); err != nil {
			return bot.Message{}, err
		}
	}
	m, err := d.perform(ctx, v, c)
	if errors.Is(err, feeds.ErrNotFound) {
		word := strings.Join(c.Words, " ")
		if u, ok := errors.AsType[unknownWord](err); ok {
			word = string(u)
		}
		return bot.Message{}, bot.Wrong("mistake.not_found", feeds.CleanLine(cut(word)))
	}
	m.Private = v.name != "share"
	m.Buttons = append(m.Buttons, turning(v.name, c.Words, m)...)
	if v.look && err == nil && c.Actor.Channel != "" && m.Data != nil && !empty(m.Data) {
		m.Buttons = append(m.Buttons, bot.Button{Label: "button.share", Verb: "share", Words: append([]string{v.name}, c.Words...), More: len(m.Buttons) >= 3})
	}
	return m, err
}

// ofEvent reads a command that begins with its event: e12 is item e12, and e12 take what
// take e12 is.
func (d *Desk) ofEvent(c bot.Command) (verb, bot.Command, bool) {
	id := d.id(c.Verb)
	if !idForm.MatchString(id) || id[0] == 's' {
		return verb{}, c, false
	}
	name := "item"
	if len(c.Words) > 0 {
		name, c.Words = strings.ToLower(c.Words[0]), c.Words[1:]
	}
	v, ok := lookup(name)
	c.Words = append([]string{id}, c.Words...)
	if ok && strings.HasPrefix(v.words, "ID") {
		c.Verb = v.name
		return v, c, true
	}
	return v, c, false
}

// perform runs a verb, unless it is given more events than it is about. A panic in it becomes
// an error of ours: who asked is answered, and what serves others goes on.
func (d *Desk) perform(ctx context.Context, v verb, c bot.Command) (bot.Message, error) {
	if v.one && len(c.Words) > 1 && idForm.MatchString(d.id(c.Words[1])) {
		return bot.Message{}, bot.Wrong("mistake.one_event", v.name, d.id(c.Words[0]), d.id(c.Words[1]))
	}
	return bot.Contain(v.name, func() (bot.Message, error) { return v.run(d, ctx, c) })
}

// empty reports whether data is a list of nothing, which nobody shares.
func empty(data any) bool {
	v := reflect.ValueOf(data)
	return v.Kind() == reflect.Slice && v.Len() == 0
}

func sharing() verb { v, _ := lookup("share"); return v }

// share gives the answer of a look-up to everybody in the channel.
func (d *Desk) share(ctx context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) == 0 {
		return bot.Message{}, bot.Wrong("mistake.share")
	}
	v, ok := lookup(strings.ToLower(c.Words[0]))
	if !ok || !v.look || Own(v.name, c.Words[1:]) {
		return bot.Message{}, bot.Wrong("mistake.share")
	}
	if err := d.allowed(c, v); err != nil {
		return bot.Message{}, err
	}
	c.Verb, c.Words = v.name, c.Words[1:]
	if v.long {
		var err error
		if c, err = turned(c); err != nil {
			return bot.Message{}, err
		}
	}
	c.Page = bot.NoPages
	m, err := d.perform(ctx, v, c)
	m.Page, m.Pages = 0, 0
	return m, err
}

// ParseLine splits what a person typed into verb and words; words in quotes of
// either width stay together.
func ParseLine(line string) (name string, words []string) {
	var word strings.Builder
	var open rune
	flush := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	for _, r := range string(feeds.CleanLine(line)) {
		switch {
		case open != 0 && r == open:
			open = 0
		case open != 0:
			word.WriteRune(r)
		case r == '"':
			open = '"'
		case r == '“':
			open = '”'
		case r == ' ' || r == '\u3000':
			flush()
		default:
			word.WriteRune(r)
		}
	}
	flush()
	if len(words) > 1 && strings.EqualFold(strings.TrimLeft(words[0], "/@"), "regwire") {
		words = words[1:] // as it is written elsewhere: /regwire find …
	}
	if len(words) == 0 {
		return "", nil
	}
	name, words = strings.ToLower(width.Fold.String(words[0])), words[1:]
	if head, rest, ok := strings.Cut(name, ":"); ok { // a colon behind the verb
		if _, verb := lookup(head); verb {
			if name = head; rest != "" {
				words = append([]string{rest}, words...)
			}
		}
	}
	if v, ok := lookup(name); ok {
		name = v.name // however it was called
	}
	return name, words
}

func cut(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// view is what composing needs for the person who asks.
func (d *Desk) view(ctx context.Context, c bot.Command) bot.View {
	zone := time.UTC
	if ch, err := d.Subscriptions.Channel(ctx, c.Actor.Channel); err == nil {
		zone = ch.Location()
	}
	return bot.View{Now: d.Now(), Names: d.Catalog, Zone: zone, Base: d.Base}
}

// viewOf is the view of one event, with what people of the workspace did to it.
func (d *Desk) viewOf(ctx context.Context, c bot.Command, e feeds.Event) (bot.View, error) {
	v := d.view(ctx, c)
	if e.ID == "" {
		return v, nil
	}
	v.Related = map[feeds.EventID]feeds.Event{}
	for _, l := range e.Lineage {
		if other, _, err := d.seen(ctx, c, l.Event); err == nil {
			v.Related[l.Event] = other
		}
	}
	marks, err := d.Marks.Marks(ctx, c.Actor.Workspace, e.ID)
	v.Mark(marks)
	return v, err
}

// audit is the row a change leaves.
func (d *Desk) audit(c bot.Command, detail string) bot.Audit {
	return bot.Audit{At: d.Now(), Actor: d.who(c), User: c.Actor.User, Channel: c.Actor.Channel, Verb: c.Verb, Detail: detail, Work: c.Actor.Workspace, Request: c.Request}
}

func (d *Desk) today() feeds.Day { return feeds.DayOf(d.Now(), feeds.Shanghai) }
