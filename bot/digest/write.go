package digest

import (
	"bytes"
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

func say(key string, args ...any) string { return phrase.Say("en", key, args...) }

// heading is "September 2022" for "2022-09".
func (i Issue) heading() string {
	t, err := time.Parse("2006-01", i.Month)
	if err != nil {
		return i.Month
	}
	return t.Format("January 2006")
}

func (i Issue) title() string { return say("digest.title", i.heading()) }

func sectionName(s feeds.Section) string { return say("section." + string(s)) }

// footnote is what a footnote says: the issuer and the Chinese title, the
// original address, and the archived copy.
func (x Item) footnote() string {
	var parts []string
	if x.Issuers != "" {
		parts = append(parts, x.Issuers)
	}
	if x.TitleZH != "" && x.TitleZH != x.Title {
		parts = append(parts, x.TitleZH)
	}
	if x.Published != "" {
		parts = append(parts, bot.DayWords(x.Published, bot.English))
	}
	return capitalised(strings.Join(parts, ", "))
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
	kept := say("digest.no_copy")
	if !x.Copied.IsZero() {
		kept = say("digest.copied", bot.MomentWords(x.Copied.In(feeds.Shanghai), bot.English))
	}
	if x.Gone != "" {
		return say("digest.gone", bot.DayWords(x.Gone, bot.English), kept)
	}
	return kept
}

func (x Item) whose() string {
	switch x.Whose {
	case "official":
		if x.Title == x.TitleZH { // whoever wrote that page
			return say("mark.published")
		}
		return say("mark.official")
	case "rough":
		return say("mark.rough")
	case "none", "":
		return say("mark.not_translated")
	}
	return say("mark.ours")
}

// Markdown is the issue in CommonMark with footnotes as GitHub and Pandoc know
// them. A sentence without a source is set between == and marked.
func (i Issue) Markdown() ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", mdText(i.title()), mdText(say("digest.draft", i.Count())))
	for _, p := range i.Sections {
		fmt.Fprintf(&b, "\n## %s\n", mdText(sectionName(p.Section)))
		if len(p.Items) == 0 {
			fmt.Fprintf(&b, "\n%s\n", mdText(say("digest.none")))
		}
		for _, x := range p.Items {
			x.markdown(&b)
		}
	}
	if len(i.Dates) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n", mdText(say("digest.dates")))
	}
	for _, d := range i.Dates {
		fmt.Fprintf(&b, "- **%s** · %s ", mdText(d.when()), mdText(d.Item.Title))
		if d.Earlier {
			fmt.Fprintf(&b, "%s[^%d]\n", mdText(d.Item.whose()), d.Item.Footnote)
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
	fmt.Fprintf(b, "\n%s**%s** %s[^%d]\n", number, mdText(x.Title), mdText(x.whose()), x.Footnote)
	fmt.Fprintf(b, "%s%s\n", indent, mdText(x.byline()))
	if x.Note != "" {
		fmt.Fprintf(b, "%s> %s %s\n", indent, mdText(x.Note), mdText(say("mark.note_by", x.NoteBy)))
	}
	fmt.Fprintf(b, "%s%s\n", indent, mdSentences(x.Sentences))
}

func mdSentences(all []Sentence) string {
	parts := make([]string, len(all))
	for i, s := range all {
		parts[i] = mdText(s.Text)
		if !s.Sourced {
			parts[i] = "==" + parts[i] + "== " + mdText(say("digest.unsourced"))
		}
	}
	return strings.Join(parts, " ")
}

var mdEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "&", `&amp;`, "=", `\=`, "~", `\~`, "!", `\!`)

// mdText is text of one line in which nothing is markup.
func mdText(s string) string { return mdEscapes.Replace(string(feeds.CleanLine(s))) }

// mdURL is an address between < and >.
func mdURL(s string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "\n", "", "\\", "%5C").Replace(s)
}

// HTML is the issue as one page without script or outside parts.
func (i Issue) HTML() ([]byte, error) {
	var b bytes.Buffer
	if err := page.Execute(&b, i); err != nil {
		return nil, fmt.Errorf("write digest as HTML: %w", err)
	}
	return b.Bytes(), nil
}

var page = template.Must(template.New("digest").Funcs(template.FuncMap{
	"title": Issue.title, "draft": func(i Issue) string { return say("digest.draft", i.Count()) },
	"section": sectionName, "whose": Item.whose, "footnote": Item.footnote, "copied": Item.copied,
	"by": func(x Item) string { return say("mark.note_by", x.NoteBy) }, "unsourced": func() string { return say("digest.unsourced") },
	"none": func() string { return say("digest.none") }, "notes": Issue.notes, "byline": Item.byline,
	"dates": func() string { return say("digest.dates") }, "when": Date.when, "number": Date.number,
}).Parse(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{title .}}</title>
<style>
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif; }
mark { background: #fff3a0; color: #111; }
.zh, .by { color: #444; }
.note { border-left: 3px solid #888; padding-left: .8rem; }
footer { font-size: .85rem; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>{{title .}}</h1>
<p>{{draft .}}</p>
{{range .Sections}}<h2>{{section .Section}}</h2>
{{range .Items}}<article id="item-{{.Footnote}}">
<h3>{{.Footnote}}. {{.Title}}{{whose .}}<sup><a href="#note-{{.Footnote}}">{{.Footnote}}</a></sup></h3>
{{if ne .Title .TitleZH}}<p class="zh" lang="zh">{{.TitleZH}}</p>
{{end}}<p class="by">{{byline .}}</p>
{{if .Note}}<p class="note">{{.Note}}{{by .}}</p>
{{end}}<p>{{range $i, $s := .Sentences}}{{if $i}} {{end}}{{if $s.Sourced}}{{$s.Text}}{{else}}<mark>{{$s.Text}}</mark> <small>{{unsourced}}</small>{{end}}{{end}}</p>
</article>
{{else}}<p>{{none}}</p>
{{end}}{{end}}{{with .Dates}}<h2>{{dates}}</h2>
<ul>
{{range .}}<li><strong>{{when .}}</strong> · {{.Item.Title}}{{if .Earlier}}{{whose .Item}}<sup><a href="#note-{{.Item.Footnote}}">{{.Item.Footnote}}</a></sup>{{else}}<a href="#item-{{.Item.Footnote}}">{{number .}}</a>{{end}}</li>
{{end}}</ul>
{{end}}<footer>
<ol>
{{range notes .}}<li id="note-{{.Footnote}}">{{footnote .}} <a href="{{.URL}}">{{.URL}}</a> {{if .Copy}}<a href="{{.Copy}}">{{copied .}}</a>{{else}}{{copied .}}{{end}}</li>
{{end}}</ol>
</footer>
</body>
</html>
`))

// items are those of all sections, in the order of their footnotes.
func (i Issue) items() []Item {
	var all []Item
	for _, p := range i.Sections {
		all = slices.Concat(all, p.Items)
	}
	return all
}
