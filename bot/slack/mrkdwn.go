package slack

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/rivo/uniseg"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// piece is a run of plain words with its look, before any escaping.
type piece struct {
	words string
	style bot.Style
	url   string
}

// pieces puts a line into the channel's words. What a publisher wrote was
// cleaned when it became a feeds.Text; all words are cleaned once more here, so
// that no path around that type reaches Slack.
func pieces(line bot.Line, lang bot.Lang) []piece {
	ps := make([]piece, 0, len(line))
	for _, s := range line {
		words := oneLine.Replace(string(feeds.Clean(s.Words(lang, phrase.Say))))
		if len(ps) == 0 {
			words = strings.TrimLeft(words, " ")
		}
		p := piece{words: words, style: s.Style.On(words), url: bot.Link(s.URL)}
		switch last := len(ps) - 1; {
		case words == "":
		case last >= 0 && p.url == "" && ps[last].url == "" && ps[last].style == p.style:
			ps[last].words += words // one run of one look needs one pair of marks
		default:
			ps = append(ps, p)
		}
	}
	return ps
}

var oneLine = strings.NewReplacer("\n", " ", "\t", " ")

// escape turns the three signs that Slack's markup is made of into entities. It
// is called once, at the last step, on words and addresses alone.
func escape(s string) string { return entities.Replace(s) }

var entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// joiner is an invisible sign without width that keeps its neighbours from being
// read as markup. Cleaning drops it from what publishers write.
const joiner = '\u2060'

// calm keeps signs in data from styling: Slack reads * _ ~ and ` as marks where
// they open at the edge of a word, > as a quotation at the start of a line, and
// :word: as a picture. Inside words and sums they are left alone.
func calm(s string) string {
	var b strings.Builder
	prev := rune(-1)
	for _, r := range s {
		opens := strings.ContainsRune("*_~`", r) && !unicode.IsLetter(prev) && !unicode.IsDigit(prev)
		if opens || r == '>' && prev == -1 {
			b.WriteRune(joiner)
		}
		b.WriteRune(r)
		prev = r
	}
	return picture.ReplaceAllString(b.String(), ":"+string(joiner)+"$1")
}

var picture = regexp.MustCompile(`:([a-z0-9_+'-]+:)`)

// dear is the most units that a grapheme can take once calmed and escaped. Slack tells
// its limits in characters, and nothing says of which kind: UTF-16 units are never
// fewer than code points.
func dear(g string) int {
	n := 0
	for _, r := range g {
		switch r {
		case '&', '<', '>':
			n += 6
		case '*', '_', '~', '`', ':':
			n += 2
		default:
			n += utf16.RuneLen(r)
		}
	}
	return n
}

// shorten cuts words so that they take at most room units, on a grapheme border,
// and reports whether it had to.
func shorten(words string, room int) (string, bool) {
	state, taken := -1, 0
	for rest := words; rest != ""; {
		var g string
		g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if room -= dear(g); room < 0 {
			return words[:taken], true
		}
		taken += len(g)
	}
	return words, false
}

// marks are what stands around words of a style.
var marks = map[bot.Style]string{bot.Bold: "*", bot.Italic: "_", bot.Code: "`"}

// ellipsis ends what was cut.
const ellipsis = "…"

// maxLine is the most that one line takes with all its markup, so that it fits a
// section and an element of a context block.
const maxLine = 2800

// mrkdwn writes the pieces as Slack's markup with words of at most room units;
// what does not fit is cut, visibly. A link that does not fit leaves its words.
// With plain there are no styles, only links.
func mrkdwn(ps []piece, room int, plain bool) string {
	var b strings.Builder
	room -= bot.Units(ellipsis)
	left := maxLine - bot.Units(ellipsis)
	styled := false // whether the piece before has marks
	for i, p := range ps {
		core := strings.TrimSpace(p.words)
		mark := marks[p.style]
		if plain || core == "" {
			mark = ""
		}
		if i > 0 && (mark != "" || styled) && !blankBetween(ps[i-1].words, p.words) {
			// Marks count only at the edge of a word, and Chinese has none.
			b.WriteByte(' ')
			left--
		}
		styled = mark != ""
		open, shut := p.marks(mark, core, left)
		left -= bot.Units(open) + bot.Units(shut)
		// Marks must touch the words they style: blanks stand outside.
		lead, trail, _ := strings.Cut(p.words, core)
		if core == "" {
			lead, trail = p.words, ""
		}
		short, cut := shorten(core, min(room, left)-len(lead)-len(trail))
		if cut && short == "" {
			return strings.TrimRight(b.String(), " ") + ellipsis
		}
		if mark == marks[bot.Code] {
			short = strings.ReplaceAll(short, "`", "'")
		}
		body := lead + open + escape(calm(short))
		if cut {
			return b.String() + body + ellipsis + shut
		}
		b.WriteString(body + shut + trail)
		room -= dear(p.words)
		left -= dear(p.words)
	}
	return strings.TrimRight(b.String(), " ")
}

// marks are what stands before and after the words of a piece.
func (p piece) marks(mark, core string, left int) (open, shut string) {
	link := escape(p.url)
	if p.url == "" || core == "" || bot.Units(link) > left/2 {
		return mark, mark
	}
	return mark + "<" + link + "|", ">" + mark
}

func blankBetween(a, b string) bool { return strings.HasSuffix(a, " ") || strings.HasPrefix(b, " ") }
