package reading

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
)

// plainText is a text as the patterns of summaries are written: in simplified characters,
// with digits and letters of one width, Chinese marks beside Chinese words, and no blank
// between a number and what it counts. Publishers mix all of these freely. Beside Chinese
// words its marks are the wide ones, which the view of package facts makes narrow: what is
// captured here stands in sentences that people read.
type plainText struct {
	text string
	// at is where each byte of text stood as published; nil where nothing was changed.
	at []int32
}

// chineseMarks are the marks that many pages type in their narrow form.
var chineseMarks = map[rune]rune{',': '，', ';': '；', ':': '：', '(': '（', ')': '）', '!': '！', '?': '？'}

// ofChinese reports whether r is a sign of Chinese text.
func ofChinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || strings.ContainsRune("《》“”、。", r)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// newPlainText takes s, of which English is left as it is.
func newPlainText(s string) plainText {
	if !utf8.ValidString(s) {
		return plainText{text: s}
	}
	simple := view.Simplified(s)
	if !feeds.HasHan(simple) || !needsPlain(simple) {
		return plainText{text: simple} // as many bytes
	}
	var b strings.Builder
	b.Grow(len(simple))
	at := make([]int32, 0, len(simple)+1)
	var last rune
	for i, r := range simple {
		next, _ := utf8.DecodeRuneInString(simple[i+utf8.RuneLen(r):])
		form, keep := plainRune(last, r, feeds.Narrow(next))
		if !keep {
			continue
		}
		last = form
		for range utf8.RuneLen(form) {
			at = append(at, int32(i))
		}
		b.WriteRune(form)
	}
	return plainText{text: b.String(), at: append(at, int32(len(simple)))}
}

// needsPlain reports whether s has a sign that may have another form.
func needsPlain(s string) bool {
	last := rune(0)
	for i, r := range s {
		next, _ := utf8.DecodeRuneInString(s[i+max(1, utf8.RuneLen(r)):])
		if form, keep := plainRune(last, r, feeds.Narrow(next)); !keep || form != r {
			return true
		}
		last = r
	}
	return false
}

// plainRune is the form of r between last and next, and whether it is kept.
func plainRune(last, r, next rune) (form rune, keep bool) {
	switch narrow := feeds.Narrow(r); {
	case r == ' ' || r == '\u00a0' || r == '\u3000':
		return r, !(digit(last) && unicode.Is(unicode.Han, next) || unicode.Is(unicode.Han, last) && digit(next))
	case narrow != r && (digit(narrow) || narrow|0x20 >= 'a' && narrow|0x20 <= 'z' || narrow == '%' || narrow == '.' && digit(last)):
		return narrow, true
	case chineseMarks[r] != 0 && (ofChinese(last) || ofChinese(next)) && !(digit(last) && digit(next)):
		return chineseMarks[r], true
	}
	return r, true
}

// published is the quote as the text was published, of one from the plain text.
func (p plainText) published(q feeds.Quote, raw string) feeds.Quote {
	from, to := q.Offset, q.Offset+len(q.Text)
	if !stands(q, p.text) {
		return q
	}
	if p.at != nil {
		from, to = int(p.at[from]), int(p.at[to])
	}
	q.Text, q.Offset = raw[from:to], from
	return q
}

// plain is the quote in the plain text, of one from the text as published; one from
// elsewhere, as the Chinese title of an English page, is left.
func (p plainText) plain(q feeds.Quote, raw string) feeds.Quote {
	from, to := q.Offset, q.Offset+len(q.Text)
	if !stands(q, raw) {
		return q
	}
	if p.at != nil {
		from, _ = slices.BinarySearch(p.at, int32(from))
		to, _ = slices.BinarySearch(p.at, int32(to))
	}
	q.Text, q.Offset = p.text[from:to], from
	return q
}

// stands reports whether text has the quote where it says.
func stands(q feeds.Quote, text string) bool {
	return q.Offset >= 0 && q.Offset <= len(text) && strings.HasPrefix(text[q.Offset:], q.Text)
}

// plainly has a summary made of the plain form of w, and of what was read from it, and
// leads its quotes back to the text as published.
func plainly(w feeds.Writing, out *feeds.Reading, summary func(feeds.Writing, *feeds.Reading) []feeds.Sentence) []feeds.Sentence {
	title, body := newPlainText(w.Title), newPlainText(w.Body)
	if title.text == w.Title && body.text == w.Body {
		return summary(w, out)
	}
	raw := w
	w.Title, w.Body = title.text, body.text
	read := withQuotes(out, func(q feeds.Quote) feeds.Quote {
		switch q.In {
		case "title":
			return title.plain(q, raw.Title)
		case "text":
			return body.plain(q, raw.Body)
		}
		return q
	})
	list := summary(w, read)
	for i := range list {
		for k, q := range list[i].Quotes {
			switch q.In {
			case "title":
				list[i].Quotes[k] = title.published(q, raw.Title)
			case "text":
				list[i].Quotes[k] = body.published(q, raw.Body)
			}
		}
	}
	return list
}

// withQuotes is out with each quote of it as change gives it.
func withQuotes(out *feeds.Reading, change func(feeds.Quote) feeds.Quote) *feeds.Reading {
	other := *out
	for _, d := range []*feeds.Date{&other.Dates.Adopted, &other.Dates.Published, &other.Dates.Effective, &other.Dates.Expires, &other.Dates.CommentOpens, &other.Dates.CommentCloses, &other.Dates.Rectify, &other.Dates.Due} {
		d.Quote = change(d.Quote)
	}
	other.Figures = slices.Clone(out.Figures)
	for i := range other.Figures {
		other.Figures[i].Quote = change(other.Figures[i].Quote)
	}
	for _, list := range []*[]feeds.Quote{&other.Scope, &other.Purpose, &other.ProblemQuotes, &other.Penalties} {
		*list = slices.Clone(*list)
		for i, q := range *list {
			(*list)[i] = change(q)
		}
	}
	return &other
}
