package teams

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Path is where the Connector sends activities; it is the messaging endpoint of
// the bot's registration.
const Path = "/api/messages"

const (
	maxBody = 1 << 20
	// queueSize is how many activities may wait; more are turned away.
	queueSize = 256
	workers   = 16
	// shareOfOne is how many of them may be of one conversation, and workersOfOne how
	// many are worked on at a time. Teams lets a conversation be answered once a second or
	// slower: whoever asks on and on must not have all workers wait for that.
	shareOfOne   = 64
	workersOfOne = 2
	workTimeout  = 30 * time.Second
	// invokeTimeout leaves room in the 15 s within which a pressed button must be
	// answered.
	invokeTimeout = 10 * time.Second
	// remembered is how long an activity is known, so that a copy has no effect.
	remembered = 30 * time.Minute
)

// Channels keeps what the bot knows of conversations: the store has it.
type Channels interface {
	Channel(ctx context.Context, id bot.ChannelID) (bot.Channel, error)
	PutChannel(ctx context.Context, c bot.Channel, a bot.Audit) error
}

// InboxConfig are the parts that what comes from Teams is given to.
type InboxConfig struct {
	Handler  bot.Handler
	Requests Requests
	Channels Channels
}

// Inbox takes what people do in Teams and answers it: Run does both.
type Inbox struct {
	platform *Platform
	config   InboxConfig
	queue    chan activity
	// places are those of the queue that are taken, before an activity is remembered,
	// so that one that is turned away may come again.
	places   chan struct{}
	sharing  sync.Mutex
	shares   map[string]*share // by conversation, of those that have any
	stopping chan struct{}     // closed when nothing more comes
	gate     bot.Gate
	refused  bot.Refusals
	guests   guests
	refs     sync.Mutex // one writer of what is known of conversations
}

// Inbox returns the platform's inbox, or says what is missing.
func (p *Platform) Inbox(c InboxConfig) (*Inbox, error) {
	if c.Handler == nil || c.Requests == nil || c.Channels == nil {
		return nil, errors.New("the Teams inbox needs a handler, a memory of what it has taken, and one of conversations")
	}
	if p.login == nil {
		return nil, errors.New("there is no bot to hear Teams: set TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID")
	}
	return &Inbox{platform: p, config: c, queue: make(chan activity, queueSize), places: make(chan struct{}, queueSize), shares: map[string]*share{}, stopping: make(chan struct{})}, nil
}

// Run takes activities on l, its own listener, and answers them until ctx ends.
// What was taken by then is still answered, and what an earlier run took and did not
// answer: it does not come again.
func (i *Inbox) Run(ctx context.Context, l net.Listener) error {
	working, rest := context.WithCancel(context.WithoutCancel(ctx))
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() { i.work(working) })
	}
	i.resume(ctx) // before anything new comes
	err := bot.Serve(ctx, l, i, i.platform.config.Log)
	close(i.stopping)
	rest() // only now does nothing more come
	wg.Wait()
	if err != nil {
		return fmt.Errorf("serve Teams' requests: %w", err)
	}
	return nil
}

// ServeHTTP takes one activity. Its body is not read before its token holds.
func (i *Inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path != Path:
		w.WriteHeader(http.StatusNotFound)
		return
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	case !i.gate.Open(r.RemoteAddr):
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	a, status, err := i.read(w, r)
	if err != nil {
		i.refused.Log(i.platform.config.Log, i.platform.config.Now(), r.RemoteAddr, err)
		w.WriteHeader(status)
		return
	}
	i.take(w, r, a)
}

// read returns the activity once its token holds and is bound to it, or the
// status to refuse with.
func (i *Inbox) read(w http.ResponseWriter, r *http.Request) (a activity, status int, err error) {
	t, err := i.platform.admit(r.Context(), r.Header)
	switch {
	case errors.Is(err, errNoKeys):
		return a, http.StatusServiceUnavailable, err
	case err != nil:
		return a, http.StatusUnauthorized, err
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" || r.Header.Get("Content-Encoding") != "" {
		return a, http.StatusUnsupportedMediaType, errors.New("not plain JSON")
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return a, http.StatusRequestEntityTooLarge, errors.New("body too large or cut off")
	}
	if err := json.Unmarshal(raw, &a); err != nil {
		return a, http.StatusBadRequest, errors.New("body is no activity")
	}
	if err := i.platform.bind(t, a); err != nil {
		return a, http.StatusUnauthorized, err
	}
	if _, ok := a.channel(); !ok || a.Type == "" {
		return a, http.StatusBadRequest, errors.New("activity names no conversation")
	}
	return a, http.StatusOK, nil
}

// take answers a pressed button in place, and queues everything else: Teams sends
// again what is not answered at once.
func (i *Inbox) take(w http.ResponseWriter, r *http.Request, a activity) {
	if a.Type == typeInvoke && a.Name != invokeAction {
		w.WriteHeader(http.StatusNotImplemented)
		return
	}
	if !i.enter(a) {
		i.platform.config.Log.Warn("activity not taken", "type", word(a.Type), "conversation", word(a.place()), "reason", "too many wait")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	first, err := i.first(r.Context(), &a)
	if err != nil || !first || a.Type == typeInvoke {
		defer i.leave(a)
	}
	switch {
	case err != nil:
		i.platform.config.Log.Error("activity not taken", "type", word(a.Type), "err", err)
		w.WriteHeader(http.StatusServiceUnavailable)
	case a.Type == typeInvoke:
		answerJSON(w, i.answered(r.Context(), a, first))
	case !first:
		w.WriteHeader(http.StatusOK) // its effect was had
	default:
		i.queue <- a // a place was free, so the queue has one
		w.WriteHeader(http.StatusOK)
	}
}

func answerJSON(w http.ResponseWriter, v any) {
	raw, err := feeds.JSON(v)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(raw)
}

// one works on one activity. A panic is contained to it, and whoever said something is told.
// Once nothing more comes, one whose answer must wait for its turn is left to the next start.
func (i *Inbox) one(ctx context.Context, a activity) {
	defer i.leave(a)
	a.left = new(bool)
	ctx, cancel := context.WithTimeout(ctx, workTimeout)
	defer cancel()
	defer func() {
		if !*a.left {
			i.finish(ctx, a)
		}
	}()
	var c bot.Channel
	ok := i.contained(a, func() {
		var err error
		if c, err = i.know(ctx, a); err != nil {
			i.platform.config.Log.Error("conversation not kept", "type", word(a.Type), "err", err)
		}
		if does, ok := doings[a.Type]; ok {
			does(i, ctx, a, c)
		}
	})
	if !ok && a.Type == typeMessage && c.ID != "" {
		i.contained(a, func() { i.reply(ctx, a, c, told(bot.Say("mistake.ours")), false, origin{}) })
	}
}

// answered answers a pressed button, also where the work on it panics.
func (i *Inbox) answered(ctx context.Context, a activity, first bool) (r result) {
	if !i.contained(a, func() { r = i.invoked(ctx, a, first) }) {
		return note(say(bot.Both, "mistake.ours"))
	}
	return r
}

// contained reports whether do came to its end without a panic.
func (i *Inbox) contained(a activity, do func()) bool {
	_, err := bot.Contain("the work on an activity", func() (struct{}, error) { do(); return struct{}{}, nil })
	if err != nil {
		i.platform.config.Log.Error("activity not worked on to its end", "type", word(a.Type), "err", err)
	}
	return err == nil
}

// doings are the types of activity that something is done about.
var doings = map[string]func(*Inbox, context.Context, activity, bot.Channel){
	typeMessage:          (*Inbox).said,
	"installationUpdate": (*Inbox).installed,
	"conversationUpdate": (*Inbox).changed,
}

// know refreshes what is known of the conversation, and of who speaks: the service
// of either may move.
func (i *Inbox) know(ctx context.Context, a activity) (bot.Channel, error) {
	i.refs.Lock()
	defer i.refs.Unlock()
	id, _ := a.channel()
	c, err := i.keep(ctx, a, id, a.ref(), a.title())
	if who, ok := a.person(); ok {
		_, also := i.keep(ctx, a, who, a.personRef(), word(a.From.Name))
		err = errors.Join(err, also)
	}
	return c, err
}

// keep puts what is known anew of a channel to what was known.
func (i *Inbox) keep(ctx context.Context, a activity, id bot.ChannelID, ref map[string]string, name string) (bot.Channel, error) {
	c, err := i.config.Channels.Channel(ctx, id)
	if err != nil && !errors.Is(err, feeds.ErrNotFound) {
		return bot.Channel{ID: id, Ref: ref}, err
	}
	fresh := c
	fresh.ID = id
	fresh.Ref = ref
	for field, value := range c.Ref {
		if _, ok := fresh.Ref[field]; !ok {
			fresh.Ref[field] = value
		}
	}
	if name != "" {
		fresh.Name = name
	}
	if c.Ref[refService] == "" {
		fresh.Held = "" // it could be held for nothing but that
	}
	if err == nil && fresh.Name == c.Name && maps.Equal(fresh.Ref, c.Ref) {
		return c, nil
	}
	return fresh, i.config.Channels.PutChannel(ctx, fresh, i.audit(a, "conversation", "seen"))
}

func (i *Inbox) audit(a activity, verb, detail string) bot.Audit {
	id, _ := a.channel()
	who := a.From.Name
	if who == "" {
		who = a.From.ID
	}
	return bot.Audit{At: i.platform.config.Now(), Actor: word(who), User: a.user(), Channel: id, Verb: verb, Detail: detail, Work: id.Workspace()}
}

// removedReason is why a conversation is held that the bot was taken out of.
const removedReason = "the app was removed from the conversation: add it again"

// installed notes where the app was added or removed, and introduces itself.
func (i *Inbox) installed(ctx context.Context, a activity, c bot.Channel) {
	switch a.Action {
	case "add", "add-upgrade":
		i.added(ctx, a, c, a.Action == "add")
	case "remove", "remove-upgrade":
		i.removed(ctx, a, c)
	}
}

// changed notes where the bot came or went, and channels that are deleted.
func (i *Inbox) changed(ctx context.Context, a activity, c bot.Channel) {
	switch {
	case a.concernsBot(a.Removed), a.ChannelData.EventType == "channelDeleted", a.ChannelData.EventType == "teamDeleted":
		i.removed(ctx, a, c)
	case a.concernsBot(a.Added):
		// The introduction comes with installationUpdate, which is sent beside this.
		i.added(ctx, a, c, false)
	}
}

// added resumes a conversation that was held because the app was removed.
func (i *Inbox) added(ctx context.Context, a activity, c bot.Channel, greet bool) {
	c = i.back(ctx, a, c)
	if greet {
		m := i.handle(ctx, a, c, bot.Command{Verb: "help"})
		m.Blocks = slices.Insert(slices.Clone(m.Blocks), 0, bot.Block{Kind: bot.Body, Lines: []bot.Line{{bot.Say("teams.welcome", a.typed("subscribe"))}}})
		i.reply(ctx, a, c, m, false, origin{verb: "help"})
	}
}

// back resumes a conversation that was held because the bot was not let in, once it
// is seen there.
func (i *Inbox) back(ctx context.Context, a activity, c bot.Channel) bot.Channel {
	if c.Held != removedReason && !strings.Contains(c.Held, fixBlocked) && !strings.Contains(c.Held, fixAdd) {
		return c
	}
	return i.change(ctx, a, c, "app is there", func(c *bot.Channel) { c.Held, c.HeldAt = "", time.Time{} })
}

// removed holds the conversation: nothing that is owed there is lost.
func (i *Inbox) removed(ctx context.Context, a activity, c bot.Channel) {
	i.change(ctx, a, c, "app removed", func(c *bot.Channel) { c.Held, c.HeldAt = removedReason, i.platform.config.Now() })
}

// change changes a conversation as it is kept now: what others set of it since c was read
// stays.
func (i *Inbox) change(ctx context.Context, a activity, c bot.Channel, detail string, to func(c *bot.Channel)) bot.Channel {
	i.refs.Lock()
	defer i.refs.Unlock()
	now, err := i.config.Channels.Channel(ctx, c.ID)
	if errors.Is(err, feeds.ErrNotFound) {
		now, err = c, nil
	}
	if to(&now); err == nil {
		err = i.config.Channels.PutChannel(ctx, now, i.audit(a, "conversation", detail))
	}
	if err == nil {
		return now
	}
	i.platform.config.Log.Error("conversation not kept", "channel", c.ID, "err", err)
	to(&c)
	return c
}
