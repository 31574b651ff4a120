package slack

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// sent is a message as Slack reads it.
type sent struct {
	Text   string
	Blocks []struct {
		Type     string    `json:"type"`
		Text     textJSON  `json:"text"`
		Elements []element `json:"elements"`
	}
}

type textJSON struct {
	Type     string `json:"type"`
	Text     string `json:"text"`
	Verbatim bool   `json:"verbatim"`
	Emoji    *bool  `json:"emoji"`
}

// element is one of a context block (text is a string) or of an actions block.
type element struct {
	Type     string          `json:"type"`
	Text     json.RawMessage `json:"text"`
	Verbatim bool            `json:"verbatim"`
	ActionID string          `json:"action_id"`
	Value    string          `json:"value"`
	Options  []struct {
		Text  textJSON `json:"text"`
		Value string   `json:"value"`
	} `json:"options"`
}

type failer interface {
	Helper()
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

func length(s string) int { return len(utf16.Encode([]rune(s))) }

// holds checks every limit of a message and that nothing in it is markup but
// what this package writes.
func holds(t failer, m bot.Message, lang bot.Lang) (blocks []byte, s sent) {
	t.Helper()
	blocks, err := json.Marshal(layout(m, lang))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return blocks, blocksHold(t, fallback(m, lang), blocks, 50, 12000)
}

// blocksHold checks the text and the blocks of a message, or the blocks of a view.
func blocksHold(t failer, text string, blocks []byte, most, chars int) (s sent) {
	t.Helper()
	s.Text = text
	if err := json.Unmarshal(blocks, &s.Blocks); err != nil {
		t.Fatalf("%v", err)
	}
	check := func(what string, got, most int) {
		if got > most {
			t.Errorf("%s is %d, at most %d", what, got, most)
		}
	}
	check("text", length(s.Text), 4000)
	check("blocks", len(s.Blocks), most)
	check("all blocks", length(string(blocks)), chars)
	mine(t, s.Text)
	for _, b := range s.Blocks {
		switch b.Type {
		case "section":
			check("section", length(b.Text.Text), 3000)
			if b.Text.Text == "" || !b.Text.Verbatim || b.Text.Type != "mrkdwn" {
				t.Errorf("section %+v", b.Text)
			}
			mine(t, b.Text.Text)
		case "context":
			check("elements", len(b.Elements), 10)
			for _, e := range b.Elements {
				var text string
				if err := json.Unmarshal(e.Text, &text); err != nil {
					t.Fatalf("%v", err)
				}
				check("element", length(text), 3000)
				if text == "" || !e.Verbatim {
					t.Errorf("element %s", e.Text)
				}
				mine(t, text)
			}
		case "actions":
			check("elements", len(b.Elements), 25)
			actionsHold(t, b.Elements, check)
		case "header":
			check("header", length(b.Text.Text), 150)
		case "divider", "input": // an input is held by its own checks
		default:
			t.Errorf("block %q", b.Type)
		}
	}
	return s
}

func actionsHold(t failer, elements []element, check func(string, int, int)) {
	t.Helper()
	ids := map[string]bool{}
	for _, e := range elements {
		check("action_id", length(e.ActionID), 255)
		check("value", length(e.Value), 2000)
		if ids[e.ActionID] {
			t.Errorf("action %q is there twice", e.ActionID)
		}
		ids[e.ActionID] = true
		if e.Type == "button" {
			var text textJSON
			if err := json.Unmarshal(e.Text, &text); err != nil {
				t.Fatalf("%v", err)
			}
			check("button", length(text.Text), 75)
			continue
		}
		if n := len(e.Options); n < 2 || n > 5 {
			t.Errorf("%d options", n)
		}
		for _, o := range e.Options {
			check("option", length(o.Text.Text), 75)
			check("option value", length(o.Value), 150)
		}
	}
}

var tag = regexp.MustCompile(`<([^<>]*)>`)

// mine checks that the only markup of addresses is links that lead to a page.
func mine(t failer, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("not UTF-8: %q", s)
	}
	for _, m := range tag.FindAllStringSubmatch(s, -1) {
		address, text, ok := strings.Cut(m[1], "|")
		u, err := url.Parse(strings.ReplaceAll(address, "&amp;", "&"))
		if !ok || text == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(address, " |\t\n") {
			t.Errorf("markup that is no link: %q", m[0])
		}
	}
	rest := tag.ReplaceAllString(s, "")
	for line := range strings.Lines(rest) {
		line = strings.TrimPrefix(line, "> ") // our quotation
		if strings.ContainsAny(line, "<>") {
			t.Errorf("a bare sign of markup in %q", line)
		}
	}
	if strings.Contains(strings.NewReplacer("&amp;", "", "&lt;", "", "&gt;", "").Replace(s), "&") {
		t.Errorf("a bare & in %q", s)
	}
	bare := norm.NFC.String(strings.ReplaceAll(s, string(joiner), ""))
	if string(feeds.Clean(bare)) != bare {
		t.Errorf("signs that cleaning takes away: %q", s)
	}
}

var nasty = []string{
	"<!here>", "<!channel>", "<@U0123ABC>", "<#C0123ABC>", "<!subteam^S0123>", "<https://evil.example|cac.gov.cn>", "@here", "#general",
	"&lt;!here&gt;", "&amp;", "&", "<", ">", "|", "*bold*", "_it_", "~no~", "`code`", "```", ":tada:", "\u202Egpj.exe", "\u2066x\u2069", "\u200b",
	"个人信息保护法", "网络数据安全管理条例（征求意见稿）", "👩‍👩‍👧‍👦", "🇨🇳", "é", "e\u0301\u0301\u0301", "\x1b[31m", "\x00", "\n> quoted", "\t", "\u2028", "\xff\xfe",
	"javascript:alert(1)", strings.Repeat("<", 50), strings.Repeat("&", 200), strings.Repeat("*", 77), strings.Repeat("国", 300),
}

var addresses = []string{
	"", "https://www.cac.gov.cn/2022-09/14/c_1.htm", "http://tc260.org.cn/a?x=1&y=2", "javascript:alert(1)", "https://u:p@evil.example/", "https://e.example/a|b<c>d e",
	"https://例子.测试/路径", "https://e.example/" + strings.Repeat("a", 2000), "https://e.example/" + strings.Repeat("a", 5000), "//e.example", "https://", "https://e.example/\x00\n", "mailto:a@b.c", "https://[::1]:8080/x", "http://\"", "http://a b/", "https://_x.example/", "http://[fe80::1%25eth0]/",
}

func words() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(nasty), rapid.String()), 0, 6).Draw(t, "parts")
		s := strings.Join(parts, rapid.SampledFrom([]string{"", " "}).Draw(t, "sep"))
		if rapid.IntRange(0, 60).Draw(t, "long") == 0 {
			s = strings.Repeat(s+"长", 6<<10/(len(s)+3))
		}
		return s
	})
}

func anyMessage() *rapid.Generator[bot.Message] {
	span := rapid.Custom(func(t *rapid.T) bot.Span {
		s := bot.Quote(feeds.Text(words().Draw(t, "words")))
		if rapid.Bool().Draw(t, "phrase") {
			s = bot.Say("mark.note_by", words().Draw(t, "argument"))
		}
		return s.As(rapid.SampledFrom([]bot.Style{"", bot.Bold, bot.Italic, bot.Code}).Draw(t, "style")).To(rapid.SampledFrom(addresses).Draw(t, "url"))
	})
	line := rapid.Custom(func(t *rapid.T) bot.Line { return rapid.SliceOfN(span, 0, 4).Draw(t, "spans") })
	kinds := []bot.BlockKind{bot.Headline, bot.Title, bot.Original, bot.Body, bot.Bullets, bot.Quoted, bot.Context, bot.Divider}
	block := rapid.Custom(func(t *rapid.T) bot.Block {
		return bot.Block{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Lines: rapid.SliceOfN(line, 0, 12).Draw(t, "lines")}
	})
	button := rapid.Custom(func(t *rapid.T) bot.Button {
		return bot.Button{
			Label: rapid.SampledFrom([]bot.Phrase{"button.take", "help.subscribe", "mistake.ours", "no.such"}).Draw(t, "label"),
			Verb:  rapid.SampledFrom([]string{"take", "why", "", strings.Repeat("v", 300)}).Draw(t, "verb"),
			Words: rapid.SliceOfN(words(), 0, 3).Draw(t, "words"), More: rapid.Bool().Draw(t, "more"),
		}
	})
	return rapid.Custom(func(t *rapid.T) bot.Message {
		return bot.Message{
			Blocks:  rapid.SliceOfN(block, 0, 14).Draw(t, "blocks"),
			Buttons: rapid.SliceOfN(button, 0, 40).Draw(t, "buttons"),
			Repeat:  rapid.Bool().Draw(t, "repeat"),
		}
	})
}

func TestAnyMessageKeepsTheLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]bot.Lang{bot.English, bot.Chinese, bot.Both, ""}).Draw(t, "lang")
		holds(t, anyMessage().Draw(t, "message"), lang)
	})
}

func TestATitleOfAHundredKilobytes(t *testing.T) {
	for _, s := range []string{"长", "<", "&", "* ", "_a", ":a:", "👩‍👩‍👧‍👦", "ᄀ", "e\u0301", "🇨🇳", "http://a.example/ ", "\u2060", "<!channel>"} {
		t.Run(s, func(t *testing.T) {
			long := feeds.Text(strings.Repeat(s, 100<<10/len(s)))
			var m bot.Message
			m.Add(bot.Headline, bot.Line{bot.Say("word.read").As(bot.Bold)})
			for _, kind := range []bot.BlockKind{bot.Title, bot.Original, bot.Body, bot.Quoted, bot.Context} {
				m.Add(kind, bot.Line{bot.Quote(long).As(bot.Bold), bot.Quote(long).To("https://www.cac.gov.cn/")})
			}
			blocks, _ := holds(t, m, bot.Both)
			if feeds.Clean(s) != "" && !strings.Contains(string(blocks), ellipsis) {
				t.Errorf("the cut is not shown: %s", blocks)
			}
		})
	}
}

func TestALongListSaysHowManyAreMissing(t *testing.T) {
	var m bot.Message
	m.Add(bot.Headline, bot.Line{bot.Say("burst.head", 2000)})
	for i := range 2000 {
		m.Add(bot.Bullets, bot.Line{bot.Quote(feeds.Text(fmt.Sprintf("notice %04d of a ministry", i))).To("https://www.cac.gov.cn/2022-09/14/c_1.htm")})
	}
	m.Add(bot.Context, bot.Line{bot.Say("link.original").To("https://www.cac.gov.cn/")})
	blocks, s := holds(t, m, bot.English)
	shown := strings.Count(string(blocks), "notice ")
	want := fmt.Sprintf("… %s more", strings.TrimSpace(thousands(2000-shown)))
	if shown < 60 || !strings.Contains(string(blocks), want) {
		t.Errorf("%d are shown, and %q is not said in …%s", shown, want, blocks[max(0, len(blocks)-400):])
	}
	last := s.Blocks[len(s.Blocks)-1]
	if last.Type != "context" {
		t.Errorf("the last block is %s, want the links", last.Type)
	}
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

func TestWhatFitsIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := words().Filter(func(s string) bool { return dear(s) < room[bot.Body]-1 }).Draw(t, "words")
		want := strings.Trim(oneLine.Replace(string(feeds.Clean(raw))), " ")
		var m bot.Message
		m.Add(bot.Body, bot.Line{bot.Quote(feeds.Text(raw))})
		if want == "" {
			return
		}
		_, s := holds(t, m, bot.English)
		if got := read(s.Blocks[0].Text.Text); got != want {
			t.Errorf("Slack would show %q, want %q", got, want)
		}
	})
}

// read is what Slack shows of words without markup.
func read(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", string(joiner), "").Replace(s)
}

func TestCutsAreVisibleAndOnGraphemeBorders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := string(feeds.CleanLine(strings.Repeat(words().Draw(t, "words"), rapid.IntRange(1, 5).Draw(t, "times"))))
		most := rapid.IntRange(0, 120).Draw(t, "room")
		text := mrkdwn([]piece{{words: raw}}, most, false)
		if length(read(text)) > max(most, 1) {
			t.Errorf("%d units in room for %d: %q", length(text), most, text)
		}
		shown, cut := strings.CutSuffix(text, ellipsis)
		if !cut || raw == read(text) {
			return
		}
		shown = read(shown)
		if !strings.HasPrefix(raw, shown) {
			t.Fatalf("%q is no beginning of %q", shown, raw)
		}
		borders := []int{0}
		for g := uniseg.NewGraphemes(raw); g.Next(); {
			_, to := g.Positions()
			borders = append(borders, to)
		}
		if !slices.Contains(borders, len(shown)) {
			t.Errorf("cut within a grapheme: %q of %q", shown, raw)
		}
	})
}

func TestMarkup(t *testing.T) {
	const page = "https://e.example/a"
	for _, c := range []struct {
		name string
		line bot.Line
		want string
	}{
		{"styles touch their words", bot.Line{bot.Quote("Title").As(bot.Bold), bot.Say("mark.ours").As(bot.Italic)}, "*Title* _(our English)_"},
		{"Chinese has no word edges", bot.Line{bot.Quote("标题").As(bot.Bold), bot.Quote("（译）").As(bot.Code)}, "*标题* `（译）`"},
		{"Chinese is not slanted", bot.Line{bot.Quote("标题"), bot.Quote("（译）").As(bot.Italic)}, "标题（译）"},
		{"mentions are words", bot.Line{bot.Quote("<!here> <@U012>")}, "&lt;!here&gt; &lt;@U012&gt;"},
		{"no second reading of entities", bot.Line{bot.Quote("&lt;!here&gt;")}, "&amp;lt;!here&amp;gt;"},
		{"a link", bot.Line{bot.Quote("a > b").To(page + "?x=1&y=2")}, "<" + page + "?x=1&amp;y=2|a &gt; b>"},
		{"signs of a link in its address", bot.Line{bot.Quote("x").To("https://e.example/a|b <c>")}, "<https://e.example/a%7Cb%20%3Cc%3E|x>"},
		{"a name in Chinese", bot.Line{bot.Quote("x").To("https://例子.测试/路")}, "<https://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF|x>"},
		{"script is no link", bot.Line{bot.Quote("x").To("javascript:alert(1)")}, "x"},
		{"a user in the address", bot.Line{bot.Quote("x").To("https://cac.gov.cn@evil.example/")}, "x"},
		{"a bold link", bot.Line{bot.Quote("x").As(bot.Bold).To(page)}, "*<" + page + "|x>*"},
		{"a link too long leaves its words", bot.Line{bot.Quote("x").To(page + strings.Repeat("a", 1900))}, "x"},
		{"stars of a publisher", bot.Line{bot.Quote("*ST公司* 2*3")}, "\u2060*ST公司* 2*3"},
		{"a picture's name", bot.Line{bot.Quote("at :tada: 10:30:45")}, "at :\u2060tada: 10:\u206030:45"},
		{"a quotation", bot.Line{bot.Quote("> x")}, "\u2060&gt; x"},
		{"code", bot.Line{bot.Quote("a`b").As(bot.Code)}, "`a'b`"},
		{"lines become one", bot.Line{bot.Quote("a\nb\tc")}, "a b c"},
		{"nothing", bot.Line{bot.Quote("\u200b")}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := mrkdwn(pieces(c.line, bot.English), 500, false)
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func FuzzMrkdwn(f *testing.F) {
	for _, s := range nasty {
		f.Add(s, "https://e.example/"+s)
	}
	f.Fuzz(func(t *testing.T, text, link string) {
		var m bot.Message
		m.Add(bot.Title, bot.Line{bot.Quote(feeds.Text(text)).As(bot.Bold).To(link), bot.Quote(feeds.Text(text))})
		m.Add(bot.Bullets, bot.Line{bot.Quote(feeds.Text(text)).To(link)})
		holds(t, m, bot.Both)
	})
}
