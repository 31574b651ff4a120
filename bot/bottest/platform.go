package bottest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Setup is a platform over a service of its own, real or a double.
type Setup struct {
	Platform bot.Platform
	Channel  bot.Channel
	// Say is the table of phrases, to know what a message must read as.
	Say bot.Sayer
	// Shown is what a reader of the channel sees now, oldest first.
	Shown func() []Shown
	// Check is the platform's own rule over one post: limits, markup.
	Check func(Shown) error
	// Refusals are answers of the service that the platform must know.
	Refusals []Refusal
}

// Shown is one post as its reader sees it.
type Shown struct {
	Ref    string
	Thread string
	// Text is the words, without markup and escapes, as the service shows them.
	Text string
	// Raw is what was sent.
	Raw string
	// Links are the addresses that can be followed, Calls the people and groups
	// that are called by it.
	Links []string
	Calls []string
}

// Refusal is an answer of the service, and what it means.
type Refusal struct {
	Name    string
	Arrange func() // makes the service answer the next post so
	Fate    bot.Fate
	After   time.Duration
	Whole   bool
}

// RunPlatform holds a platform to what every platform must do. setup makes a
// fresh one.
func RunPlatform(t *testing.T, setup func(t *testing.T) Setup) {
	t.Helper()
	for name, test := range map[string]func(t *testing.T, s Setup){
		"says_what_the_message_says":        saysTheMessage,
		"names_itself_as_channels_do":       namesItself,
		"keeps_publisher_text_as_text":      keepsText,
		"takes_a_text_of_any_length":        takesAnyLength,
		"tells_all_of_a_long_list":          tellsAllOfAList,
		"takes_an_empty_message":            takesNothing,
		"marks_a_possible_repeat":           marksRepeats,
		"edits_and_threads_where_it_can":    editsAndThreads,
		"stops_when_told":                   stops,
		"posts_from_many_sides_at_once":     postsAtOnce,
		"speaks_the_language_of_the_reader": speaksLanguages,
		"knows_what_a_refusal_means":        knowsRefusals,
		"keeps_its_limits":                  keepsLimits,
	} {
		t.Run(name, func(t *testing.T) { test(t, setup(t)) })
	}
}

// failer is a *testing.T or a *rapid.T.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// post posts m and returns how it is shown.
func (s Setup) post(ctx context.Context, t failer, m bot.Message) (bot.Reference, Shown) {
	t.Helper()
	ref, err := s.Platform.Post(ctx, s.Channel, m)
	if err != nil {
		t.Fatalf("post: %v", err)
	}
	if ref.ID == "" {
		t.Fatalf("post has no reference")
	}
	for _, p := range s.Shown() {
		if p.Ref == ref.ID {
			s.inspect(t, p)
			return ref, p
		}
	}
	t.Fatalf("post %q is not shown", ref.ID)
	return ref, Shown{}
}

// inspect is what holds for every post of every platform.
func (s Setup) inspect(t failer, p Shown) {
	t.Helper()
	if !utf8.ValidString(p.Raw) || !utf8.ValidString(p.Text) {
		t.Fatalf("post is not UTF-8: %q", p.Raw)
	}
	if i := strings.IndexFunc(p.Text, hidden); i >= 0 {
		t.Fatalf("post shows the hidden character %q", p.Text[i:min(len(p.Text), i+4)])
	}
	if len(p.Calls) > 0 {
		t.Fatalf("post calls %q", p.Calls)
	}
	for _, l := range p.Links {
		if !strings.HasPrefix(l, "https://") && !strings.HasPrefix(l, "http://") {
			t.Fatalf("post links to %q", l)
		}
	}
	if s.Check != nil {
		if err := s.Check(p); err != nil {
			t.Fatalf("post breaks a rule of the platform: %v\n%s", err, p.Raw)
		}
	}
}

// hidden are characters that turn or hide text.
func hidden(r rune) bool {
	return r < 0x20 && r != '\n' && r != '\t' || r >= 0x7f && r <= 0x9f ||
		r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200b || r == 0xfeff
}

// line is a message of one line.
func line(spans ...bot.Span) bot.Message {
	var m bot.Message
	m.Add(bot.Body, spans)
	return m
}

// squeeze makes texts comparable that are broken into lines differently.
func squeeze(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\n│•", r) }), "")
}

func shows(p Shown, words string) bool { return strings.Contains(squeeze(p.Text), squeeze(words)) }

func saysTheMessage(t *testing.T, s Setup) {
	m := bot.Message{Kind: bot.KindAlert, Subject: "e1", Revision: 1, Delivery: "d"}
	m.Add(bot.Headline, bot.Line{bot.Say("word.enforced").As(bot.Bold), bot.Quote(" · agency")})
	m.Add(bot.Title, bot.Line{bot.Quote("A title").As(bot.Bold)})
	m.Add(bot.Original, bot.Line{bot.Quote("原文标题")})
	m.Add(bot.Body, bot.Line{bot.Quote("First line")}, bot.Line{bot.Quote("Second line").As(bot.Italic)})
	m.Add(bot.Divider)
	m.Add(bot.Bullets, bot.Line{bot.Quote("one row")}, bot.Line{bot.Quote("another row").As(bot.Code)})
	m.Add(bot.Quoted, bot.Line{bot.Quote("a quoted sentence")})
	m.Add(bot.Context, bot.Line{bot.Say("link.original").To("https://www.cac.gov.cn/a?b=1&c=2")})
	_, p := s.post(t.Context(), t, m)
	for _, words := range []string{s.Say("en", "word.enforced"), "A title", "原文标题", "First line", "Second line", "one row", "another row", "a quoted sentence", s.Say("en", "link.original")} {
		if !shows(p, words) {
			t.Errorf("post does not show %q:\n%s", words, p.Text)
		}
	}
	if !strings.Contains(strings.Join(p.Links, " "), "https://www.cac.gov.cn/a?b=1&c=2") {
		t.Errorf("links are %q, want the publisher's page", p.Links)
	}
}

func namesItself(t *testing.T, s Setup) {
	if s.Platform.Name() != s.Channel.ID.Platform() {
		t.Errorf("platform is named %q, its channel %q", s.Platform.Name(), s.Channel.ID)
	}
	if s.Platform.Pace() < 0 {
		t.Errorf("pace is %s", s.Platform.Pace())
	}
}

// Hostile are texts by which a publisher could try to say more than words.
var Hostile = []string{
	"<!channel> <!here> <@U012AB3CD>", "<https://evil.example|Bank>", "[click](https://evil.example)", "*bold* _it_ ~no~ `code` ```block```",
	"<script>alert(1)</script>", "<at>everyone</at>", "&lt;!channel&gt; &amp;amp;", "{{title}} ${user}", "# heading", "- [ ] task", "| a | b |",
	"\x1b[31mred\x1b[0m \x07", "\u202egnihton\u202c", "a\u200bb\ufeff", "line\u2028break", "\x00nul", "\xff\xfe broken", "javascript:alert(1)", "mailto:x@evil.example",
	`quote " back \ slash`, "“引号” 、 《书名》", "👩‍👩‍👧‍👦 e\u0301", "@everyone", "!(https://evil.example/x.png)", "> quoted", "~~~", "<b>b</b>", "\\*escaped\\*", "__init__", "1. list",
}

func keepsText(t *testing.T, s Setup) {
	for _, evil := range Hostile {
		clean := string(feeds.CleanLine(evil))
		_, p := s.post(t.Context(), t, line(bot.Quote("before "), bot.Quote(feeds.CleanLine(evil)), bot.Quote(" after")))
		if !shows(p, "before "+clean+" after") {
			t.Errorf("%q is shown as %q", evil, p.Text)
		}
		if strings.Contains(strings.Join(p.Links, " "), "evil.example") {
			t.Errorf("%q became the link %q", evil, p.Links)
		}
		// Whoever forgot to clean must not break out either.
		s.post(t.Context(), t, line(bot.Quote(feeds.Text(evil)), bot.Say("plain", evil)))
		s.post(t.Context(), t, line(bot.Quote("link").To("https://a.example/"+evil)))
		s.post(t.Context(), t, line(bot.Quote("link").To(evil)))
	}
}

func takesAnyLength(t *testing.T, s Setup) {
	for _, long := range []string{
		strings.Repeat("数据出境安全评估", 100<<10/24), strings.Repeat("word ", 100<<10/5), strings.Repeat("x", 100<<10),
		strings.Repeat("<&>", 100<<10/3), strings.Repeat("👩‍👩‍👧‍👦", 100<<10/25),
	} {
		for _, kind := range []bot.BlockKind{bot.Title, bot.Body} {
			var m bot.Message
			m.Add(kind, bot.Line{bot.Quote(feeds.Text(long))})
			m.Add(bot.Context, bot.Line{bot.Say("link.original").To("https://www.cac.gov.cn/long")})
			if _, p := s.post(t.Context(), t, m); len(p.Text) == 0 {
				t.Errorf("a long %s shows nothing", kind)
			}
		}
	}
	var rows bot.Message
	lines := make([]bot.Line, 2000)
	for i := range lines {
		lines[i] = bot.Line{bot.Quote("row"), bot.Quote("text").To("https://www.cac.gov.cn/row")}
	}
	rows.Add(bot.Bullets, lines...)
	s.post(t.Context(), t, rows)
}

// listRows are more rows than one message of most platforms holds.
const listRows = 400

// tellsAllOfAList: a row that a list leaves out is a notice that nobody was told of.
func tellsAllOfAList(t *testing.T, s Setup) {
	m := bot.Message{Kind: bot.KindDigest, Delivery: "d", Members: []string{"a", "b"}}
	m.Add(bot.Headline, bot.Line{bot.Say("burst.head", listRows)})
	for _, section := range []string{"cases", "courts"} {
		m.Add(bot.Body, bot.Line{bot.Quote(feeds.Text(section)).As(bot.Bold)})
		lines := make([]bot.Line, listRows/2)
		for i := range lines {
			lines[i] = bot.Line{bot.Quote(feeds.Text(fmt.Sprintf("<%s %d>", section, i))).To("https://www.cac.gov.cn/row"), bot.Quote(feeds.Text(" " + strings.Repeat("关于侵害用户权益行为的通报", 6)))}
		}
		m.Add(bot.Bullets, lines...)
	}
	ref, _ := s.post(t.Context(), t, m)
	threads := s.Platform.Can(s.Channel).Thread
	var all strings.Builder
	for i, p := range s.Shown() {
		s.inspect(t, p)
		if i > 0 && threads && p.Thread != ref.ID {
			t.Errorf("part %d stands under %q, want %q", i+1, p.Thread, ref.ID)
		}
		all.WriteString(squeeze(p.Text))
	}
	for _, section := range []string{"cases", "courts"} {
		for i := range listRows / 2 {
			if n := strings.Count(all.String(), squeeze(fmt.Sprintf("<%s %d>", section, i))); n != 1 {
				t.Fatalf("row %d of %s is shown %d times in %d posts", i, section, n, len(s.Shown()))
			}
		}
	}
}

func takesNothing(t *testing.T, s Setup) {
	s.post(t.Context(), t, bot.Message{})
	s.post(t.Context(), t, line(bot.Quote("")))
}

func marksRepeats(t *testing.T, s Setup) {
	m := line(bot.Quote("text"))
	mark := s.Say("en", "mark.repeat")
	if _, p := s.post(t.Context(), t, m); shows(p, mark) {
		t.Errorf("a first copy is marked: %s", p.Text)
	}
	m.Repeat = true
	if _, p := s.post(t.Context(), t, m); !shows(p, mark) {
		t.Errorf("a second copy lacks %q: %s", mark, p.Text)
	}
	m.Plain = true
	if _, p := s.post(t.Context(), t, m); !shows(p, mark) {
		t.Errorf("a plain second copy lacks %q: %s", mark, p.Text)
	}
}

func editsAndThreads(t *testing.T, s Setup) {
	can := s.Platform.Can(s.Channel)
	root, _ := s.post(t.Context(), t, line(bot.Quote("first words")))
	before := len(s.Shown())

	reply := line(bot.Quote("a reply"))
	reply.Thread = root
	ref, p := s.post(t.Context(), t, reply)
	if can.Thread && p.Thread != root.ID {
		t.Errorf("reply %q stands in thread %q, want %q", ref.ID, p.Thread, root.ID)
	}
	if len(s.Shown()) != before+1 {
		t.Errorf("a reply makes %d posts of %d", len(s.Shown()), before)
	}

	edit := line(bot.Quote("second words"))
	edit.Edit = root
	if _, p = s.post(t.Context(), t, edit); !shows(p, "second words") {
		t.Errorf("edit shows %q", p.Text)
	}
	if posts := len(s.Shown()); can.Edit && posts != before+1 {
		t.Errorf("an edit makes %d posts of %d", posts, before+1)
	}
	if can.Edit && shows(p, "first words") {
		t.Errorf("edited post still shows %q", p.Text)
	}
}

func stops(t *testing.T, s Setup) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	before := len(s.Shown())
	began := time.Now()
	_, err := s.Platform.Post(ctx, s.Channel, line(bot.Quote("text")))
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("a post that was called off took %s", took)
	}
	posted := len(s.Shown()) > before
	if err == nil && !posted {
		t.Error("post that was called off counts as posted and is not shown")
	}
	if pe, ok := errors.AsType[*bot.PostError](err); ok && pe.Fate == bot.FateRetry && posted {
		t.Error("post that was called off is shown, and would be posted again without the mark")
	}
}

func postsAtOnce(t *testing.T, s Setup) {
	const posts = 20
	refs := make([]string, posts)
	fails := make([]error, posts)
	var wg sync.WaitGroup
	for i := range posts {
		wg.Go(func() {
			ref, err := s.Platform.Post(t.Context(), s.Channel, line(bot.Quote("text")))
			refs[i], fails[i] = ref.ID, err
		})
	}
	wg.Wait()
	if err := errors.Join(fails...); err != nil {
		t.Fatal(err)
	}
	distinct := map[string]bool{}
	for _, r := range refs {
		distinct[r] = true
	}
	if shown := len(s.Shown()); len(distinct) != posts || shown != posts {
		t.Errorf("%d posts at once have %d references and show %d", posts, len(distinct), shown)
	}
}

func speaksLanguages(t *testing.T, s Setup) {
	m := line(bot.Say("word.enforced"))
	for lang, words := range map[bot.Lang]string{bot.English: s.Say("en", "word.enforced"), bot.Chinese: s.Say("zh", "word.enforced")} {
		s.Channel.Lang = lang
		if _, p := s.post(t.Context(), t, m); !shows(p, words) {
			t.Errorf("in %s the post shows %q, want %q", lang, p.Text, words)
		}
	}
}

func knowsRefusals(t *testing.T, s Setup) {
	for _, r := range s.Refusals {
		r.Arrange()
		_, err := s.Platform.Post(t.Context(), s.Channel, line(bot.Quote("text")))
		pe, ok := errors.AsType[*bot.PostError](err)
		switch {
		case !ok:
			t.Errorf("%s: error is %v, want a *bot.PostError", r.Name, err)
		case pe.Fate != r.Fate || pe.After != r.After || pe.Whole != r.Whole:
			t.Errorf("%s: fate %s after %s (whole %t), want %s after %s (whole %t)", r.Name, pe.Fate, pe.After, pe.Whole, r.Fate, r.After, r.Whole)
		case pe.Code == "":
			t.Errorf("%s: the platform's word is missing", r.Name)
		case (pe.Fate == bot.FateHoldChannel || pe.Fate == bot.FateHoldWorkspace) && pe.Fix == "":
			t.Errorf("%s: nobody is told what to do", r.Name)
		}
	}
}

func keepsLimits(t *testing.T, s Setup) {
	rapid.Check(t, func(rt *rapid.T) { s.post(t.Context(), rt, anyMessage(rt)) })
}

var kinds = []bot.BlockKind{bot.Headline, bot.Title, bot.Original, bot.Body, bot.Bullets, bot.Quoted, bot.Context, bot.Divider}

// anyMessage draws a message that a composer could make, and some that none would.
func anyMessage(t *rapid.T) bot.Message {
	m := bot.Message{
		Kind: bot.KindAlert, Subject: "e1", Revision: 1, Delivery: rapid.String().Draw(t, "delivery"),
		Repeat: rapid.Bool().Draw(t, "repeat"), Plain: rapid.Bool().Draw(t, "plain"),
	}
	for range rapid.IntRange(0, 60).Draw(t, "blocks") {
		var lines []bot.Line
		for range rapid.IntRange(0, 2).Draw(t, "lines") {
			lines = append(lines, rapid.SliceOfN(anySpan, 0, 3).Draw(t, "line"))
		}
		m.Add(rapid.SampledFrom(kinds).Draw(t, "kind"), lines...)
	}
	for range rapid.IntRange(0, 8).Draw(t, "buttons") {
		m.Buttons = append(m.Buttons, bot.Button{Label: "button.take", Verb: "take", Words: []string{rapid.String().Draw(t, "word")}, More: rapid.Bool().Draw(t, "more")})
	}
	return m
}

var anySpan = rapid.Custom(func(t *rapid.T) bot.Span {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom(Hostile), rapid.Map(rapid.SampledFrom([]int{1, 50, 100, 1000, 1001, 3000}), func(n int) string { return strings.Repeat("长", n) }))
	s := bot.Quote(feeds.Text(text.Draw(t, "text")))
	if rapid.Bool().Draw(t, "phrase") {
		s = bot.Say("quoted", text.Draw(t, "argument"))
	}
	s.Style = rapid.SampledFrom([]bot.Style{bot.Normal, bot.Bold, bot.Italic, bot.Code}).Draw(t, "style")
	if rapid.Bool().Draw(t, "link") {
		s.URL = rapid.OneOf(rapid.Map(rapid.String(), func(p string) string { return "https://a.example/" + p }), rapid.SampledFrom(Hostile)).Draw(t, "url")
	}
	return s
})
