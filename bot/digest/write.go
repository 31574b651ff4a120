package digest

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// Formats are the formats of an issue and what writes each.
var Formats = map[string]func(Issue) ([]byte, error){
	"md": Issue.Markdown, "html": Issue.HTML, "docx": Issue.DOCX, "json": Issue.JSON,
}

// FormatNames are the names of Formats in their usual order.
var FormatNames = []string{"md", "html", "docx", "json"}

// say is a phrase in the language of an issue.
func say(lang bot.Lang, key string, args ...any) string {
	return phrase.Say(string(lang.Ours()), key, args...)
}

func (i Issue) say(key string, args ...any) string { return say(i.Lang, key, args...) }

func (x Item) say(key string, args ...any) string { return say(x.lang, key, args...) }

// heading is "September 2022" for "2022-09".
func (i Issue) heading() string {
	t, err := time.Parse("2006-01", i.Month)
	switch {
	case err != nil:
		return i.Month
	case i.Lang == bot.Chinese:
		return t.Format("2006年1月")
	}
	return t.Format("January 2006")
}

// Heading is what the issue is called.
func (i Issue) Heading() string { return i.say("digest.title", i.heading()) }

func (i Issue) draft() string {
	if i.Count() == 0 {
		return i.say("digest.empty", i.Month)
	}
	return i.say("digest.draft", i.Count())
}

func (i Issue) section(s feeds.Section) string { return i.say("section." + string(s)) }

// tongue is the language of the issue as HTML names it.
func (i Issue) tongue() string {
	if i.Lang == bot.Chinese {
		return "zh-CN"
	}
	return "en"
}

// footnote is what a footnote says: the issuer, the title in the other language or, of a
// page in English, as published, and the day.
func (x Item) footnote() string {
	var parts []string
	if x.Issuers != "" {
		parts = append(parts, x.Issuers)
	}
	if title := cmp.Or(x.second(), x.TitleZH); title != "" {
		parts = append(parts, title)
	}
	if x.Published != "" {
		parts = append(parts, bot.DayWords(x.Published, x.lang))
	}
	if x.lang == bot.Chinese {
		return strings.Join(parts, "，")
	}
	return capitalised(strings.Join(parts, ", "))
}

// first is the title that stands as the heading of an item, in its language.
func (x Item) first() string {
	if x.lang == bot.Chinese {
		return x.TitleZH
	}
	return x.Title
}

// mark says behind the heading whose English it is.
func (x Item) mark() string {
	if x.lang == bot.Chinese && (x.Title != x.TitleZH || feeds.HasHan(x.TitleZH)) {
		return "" // it is as published, and any English stands below
	}
	return x.whose()
}

// second is the title in the other language, where there are two.
func (x Item) second() string {
	switch {
	case x.Title == x.TitleZH:
		return ""
	case x.lang == bot.Chinese:
		return x.Title + x.whose()
	}
	return x.TitleZH
}

// secondTongue is the language of second as HTML names it.
func (x Item) secondTongue() string {
	if x.lang == bot.Chinese {
		return "en"
	}
	return "zh"
}

// apart is what stands before sentence n: a blank, but none between sentences of Chinese.
func (x Item) apart(n int) string {
	if n == 0 || strings.HasSuffix(x.Sentences[n-1].Text, "。") && x.lang == bot.Chinese {
		return ""
	}
	return " "
}

// capitalised begins a footnote on "a court in Shanghai".
func capitalised(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// copied says when the page was kept, or that it was not, and since when the
// publisher's is gone.
func (x Item) copied() string {
	kept := x.say("digest.no_copy")
	if !x.Copied.IsZero() {
		kept = x.say("digest.copied", bot.MomentWords(x.Copied, x.lang))
	}
	if x.Gone != "" {
		return x.say("digest.gone", bot.DayWords(x.Gone, x.lang), kept)
	}
	return kept
}

func (x Item) whose() string { return x.say(string(bot.WhoseEnglish(x.Whose, x.Title == x.TitleZH))) }

// Markdown is the issue in CommonMark with footnotes as GitHub and Pandoc know
// them. A sentence without a source is set between == and marked.
func (i Issue) Markdown() ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", mdText(i.Heading()), mdText(i.draft()))
	for _, p := range i.Sections {
		fmt.Fprintf(&b, "\n## %s\n", mdText(i.section(p.Section)))
		if len(p.Items) == 0 {
			fmt.Fprintf(&b, "\n%s\n", mdText(i.say("digest.none")))
		}
		for _, x := range p.Items {
			x.markdown(&b)
		}
	}
	if len(i.Dates) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n", mdText(i.say("digest.dates")))
	}
	for _, d := range i.Dates {
		fmt.Fprintf(&b, "- **%s** · %s ", mdText(d.when()), mdText(d.Item.first()))
		if d.Earlier {
			fmt.Fprintf(&b, "%s[^%d]\n", mdText(d.Item.mark()), d.Item.Footnote)
		} else {
			b.WriteString(mdText(d.number()) + "\n")
		}
	}
	b.WriteString("\n")
	for _, x := range i.notes() {
		fmt.Fprintf(&b, "[^%d]: %s <%s> %s", x.Footnote, mdText(x.footnote()), mdURL(x.URL), mdText(x.copied()))
		if x.Copy != "" {
			fmt.Fprintf(&b, " <%s>", mdURL(x.Copy))
		}
		b.WriteString("\n")
	}
	return []byte(b.String()), nil
}

// markdown writes one item as an item of a list, whose further paragraphs stand as
// far in as its number is wide.
func (x Item) markdown(b *strings.Builder) {
	number := strconv.Itoa(x.Footnote) + ". "
	indent := "\n" + strings.Repeat(" ", len(number))
	fmt.Fprintf(b, "\n%s**%s** %s[^%d]\n", number, mdText(x.first()), mdText(x.mark()), x.Footnote)
	fmt.Fprintf(b, "%s%s\n", indent, mdText(x.byline()))
	if x.Note != "" {
		fmt.Fprintf(b, "%s> %s %s\n", indent, mdText(x.Note), mdText(x.by()))
	}
	b.WriteString(indent)
	for n, s := range x.Sentences {
		b.WriteString(x.apart(n))
		if s.Sourced {
			b.WriteString(mdText(s.Text))
			continue
		}
		b.WriteString("==" + mdText(s.Text) + "== " + mdText(x.say("digest.unsourced")))
	}
	b.WriteString("\n")
}

// by is who wrote the note.
func (x Item) by() string { return x.say("mark.note_by", x.NoteBy) }

var mdEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "&", `&amp;`, "=", `\=`, "~", `\~`, "!", `\!`)

// mdText is text of one line in which nothing is markup.
func mdText(s string) string { return mdEscapes.Replace(string(feeds.CleanLine(s))) }

// mdURL is an address between < and >.
func mdURL(s string) string { return mdQuotes.Replace(s) }

var mdQuotes = strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "\n", "", "\\", "%5C")

// HTML is the issue as one page without script or outside parts.
func (i Issue) HTML() ([]byte, error) {
	var b bytes.Buffer
	if err := page.Execute(&b, i); err != nil {
		return nil, fmt.Errorf("write digest as HTML: %w", err)
	}
	return b.Bytes(), nil
}

// Body is what stands below the heading of the issue's page, for another page to hold.
func (i Issue) Body() (template.HTML, error) {
	var b strings.Builder
	if err := page.ExecuteTemplate(&b, "body", i); err != nil {
		return "", fmt.Errorf("write digest as HTML: %w", err)
	}
	return template.HTML(b.String()), nil //nolint:gosec // a template has escaped it
}

var page = template.Must(template.New("digest").Funcs(template.FuncMap{
	"draft": Issue.draft, "section": Issue.section, "tongue": Issue.tongue, "notes": Issue.notes, "say": Issue.say,
	"first": Item.first, "mark": Item.mark, "second": Item.second, "secondTongue": Item.secondTongue, "byline": Item.byline,
	"by": Item.by, "link": bot.Link, "eventPage": func(x Item) string { return x.page }, "apart": Item.apart, "footnote": Item.footnote, "copied": Item.copied, "when": Date.when, "number": Date.number,
}).Parse(`<!DOCTYPE html>
<html lang="{{tongue .}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Heading}}</title>
<style>
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif; }
h3 small { font-weight: normal; }
html:lang(en) h3 small { font-style: italic; }
sup { line-height: 0; }
mark { background: #fff3a0; color: #111; }
.second, .by { color: #444; }
.note { border-left: 3px solid #888; padding-left: .8rem; }
footer { font-size: .85rem; overflow-wrap: anywhere; }
@media print { body { margin: 0; font-size: 10.5pt; } h2, h3 { break-after: avoid; } article, li { break-inside: avoid; } }
</style>
</head>
<body>
<h1>{{.Heading}}</h1>
{{template "body" .}}</body>
</html>
{{define "body"}}<p>{{draft .}}</p>
{{range .Sections}}<h2>{{section $ .Section}}</h2>
{{range $x := .Items}}<article id="item-{{.Footnote}}">
<h3>{{.Footnote}}. {{first .}}{{with mark .}}<small>{{.}}</small>{{end}}<sup><a href="#note-{{.Footnote}}">{{.Footnote}}</a></sup></h3>
{{with second .}}<p class="second" lang="{{secondTongue $x}}">{{.}}</p>
{{end}}<p class="by">{{byline .}}{{with eventPage .}} · <a href="{{.}}">{{$x.Event}}</a>{{end}}</p>
{{if .Note}}<p class="note">{{.Note}}{{by .}}</p>
{{end}}<p>{{range $i, $s := .Sentences}}{{apart $x $i}}{{if $s.Sourced}}{{$s.Text}}{{else}}<mark>{{$s.Text}}</mark> <small>{{say $ "digest.unsourced"}}</small>{{end}}{{end}}</p>
</article>
{{else}}<p>{{say $ "digest.none"}}</p>
{{end}}{{end}}{{with .Dates}}<h2>{{say $ "digest.dates"}}</h2>
<ul>
{{range .}}<li><strong>{{when .}}</strong> · {{first .Item}}{{if .Earlier}}{{mark .Item}}<sup><a href="#note-{{.Item.Footnote}}">{{.Item.Footnote}}</a></sup>{{else}}<a href="#item-{{.Item.Footnote}}">{{number .}}</a>{{end}}</li>
{{end}}</ul>
{{end}}<footer>
<ol>
{{range notes .}}<li id="note-{{.Footnote}}">{{footnote .}} {{if link .URL}}<a href="{{link .URL}}" rel="noopener noreferrer nofollow">{{.URL}}</a>{{else}}{{.URL}}{{end}} {{if .Copy}}<a href="{{.Copy}}">{{copied .}}</a>{{else}}{{copied .}}{{end}}</li>
{{end}}</ol>
</footer>
{{end}}`))

// items are those of all sections, in the order of their footnotes.
func (i Issue) items() []Item {
	var all []Item
	for _, p := range i.Sections {
		all = slices.Concat(all, p.Items)
	}
	return all
}
