package digest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
)

// DOCX is the issue as a WordprocessingML document (ECMA-376, part 1): a text
// with styles and real footnotes, so that an editor can move items and the
// numbers follow. Sentences without a source are highlighted in yellow.
func (i Issue) DOCX() ([]byte, error) {
	d := docx{}
	body := d.body(i)
	files := []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"word/document.xml", documentHead + body + documentTail},
		{"word/styles.xml", styles},
		{"word/numbering.xml", numbering},
		{"word/footnotes.xml", d.footnotes()},
		{"word/_rels/document.xml.rels", documentRels},
		{"word/_rels/footnotes.xml.rels", d.links()},
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		// One fixed time: the same issue is the same bytes.
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = w.Write([]byte(f.text))
		}
		if err != nil {
			return nil, fmt.Errorf("write %s of the digest: %w", f.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write digest as DOCX: %w", err)
	}
	return b.Bytes(), nil
}

// docx gathers what stands outside the text: footnotes and addresses.
type docx struct {
	notes strings.Builder
	urls  []string
}

func (d *docx) body(i Issue) string {
	var b strings.Builder
	paragraph(&b, "Title", run(i.Heading(), ""))
	paragraph(&b, "", aside(i.draft()))
	for _, p := range i.Sections {
		paragraph(&b, "Heading1", run(i.section(p.Section), ""))
		if len(p.Items) == 0 {
			paragraph(&b, "", aside(i.say("digest.none")))
		}
		for _, x := range p.Items {
			d.item(&b, x)
		}
	}
	if len(i.Dates) > 0 {
		paragraph(&b, "Heading1", run(i.say("digest.dates"), ""))
	}
	for _, x := range i.Dates {
		line := run(x.when(), "<w:b/>") + run(" · "+x.Item.first(), "")
		if x.Earlier {
			line += aside(x.Item.mark()) + d.footnote(x.Item)
		} else {
			line += reference(x)
		}
		paragraph(&b, "Date", line)
	}
	return b.String()
}

func (d *docx) item(b *strings.Builder, x Item) {
	paragraph(b, "Heading2", run(x.first(), "")+aside(x.mark())+d.footnote(x))
	if second := x.second(); second != "" {
		paragraph(b, "Second", run(second, `<w:lang w:eastAsia="zh-CN"/>`))
	}
	paragraph(b, "Byline", run(x.byline(), ""))
	if x.Note != "" {
		paragraph(b, "Note", run(x.Note, "")+aside(x.by()))
	}
	var runs strings.Builder
	for n, s := range x.Sentences {
		if apart := x.apart(n); apart != "" {
			runs.WriteString(run(apart, ""))
		}
		if s.Sourced {
			runs.WriteString(run(s.Text, ""))
			continue
		}
		runs.WriteString(run(s.Text, `<w:highlight w:val="yellow"/>`) + run(" "+x.say("digest.unsourced"), `<w:vertAlign w:val="superscript"/>`))
	}
	paragraph(b, "", runs.String())
}

// footnote adds the item's footnote and gives the reference to it.
func (d *docx) footnote(x Item) string {
	id := strconv.Itoa(x.Footnote)
	d.notes.WriteString(`<w:footnote w:id="` + id + `"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>` +
		run(" "+x.footnote()+" ", "") + d.link(x.URL, x.URL) + run(" ", ""))
	if x.Copy != "" {
		d.notes.WriteString(d.link(x.Copy, x.copied()))
	} else {
		d.notes.WriteString(run(x.copied(), ""))
	}
	d.notes.WriteString("</w:p></w:footnote>")
	return `<w:bookmarkStart w:id="` + id + `" w:name="item` + id + `"/><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="` + id + `"/></w:r><w:bookmarkEnd w:id="` + id + `"/>`
}

// reference leads to the item by a field, so that its number follows when an editor
// moves items.
func reference(d Date) string {
	id := strconv.Itoa(d.Item.Footnote)
	before, after, _ := strings.Cut(d.number(), id)
	return run(before, "") + `<w:fldSimple w:instr=" NOTEREF item` + id + ` \h ">` + run(id, "") + `</w:fldSimple>` + run(after, "")
}

// link is a hyperlink in a footnote; its address stands in the relations.
func (d *docx) link(url, words string) string {
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		return run(words, "")
	}
	d.urls = append(d.urls, url)
	return `<w:hyperlink r:id="rId` + strconv.Itoa(len(d.urls)) + `">` + run(words, `<w:rStyle w:val="Hyperlink"/>`) + `</w:hyperlink>`
}

func (d *docx) footnotes() string {
	return xml.Header + `<w:footnotes ` + namespaces + `>` +
		`<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` +
		`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>` +
		d.notes.String() + `</w:footnotes>`
}

func (d *docx) links() string {
	var b strings.Builder
	b.WriteString(xml.Header + `<Relationships xmlns="` + relsNS + `">`)
	for i, u := range d.urls {
		b.WriteString(`<Relationship Id="rId` + strconv.Itoa(i+1) + `" Type="` + officeNS + `/hyperlink" Target="` + xmlText(u) + `" TargetMode="External"/>`)
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

func paragraph(b *strings.Builder, style, runs string) {
	b.WriteString("<w:p>")
	if style != "" {
		b.WriteString(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
	}
	b.WriteString(runs + "</w:p>\n")
}

func run(text, properties string) string {
	if properties != "" {
		properties = "<w:rPr>" + properties + "</w:rPr>"
	}
	return "<w:r>" + properties + `<w:t xml:space="preserve">` + xmlText(text) + "</w:t></w:r>"
}

// aside is what is said beside the text: in italics, which Chinese does not have.
func aside(text string) string {
	if feeds.HasHan(text) {
		return run(text, "")
	}
	return run(text, "<w:i/>")
}

// xmlText is text with what XML reserves escaped and what it forbids left out.
func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(feeds.Clean(s))) // a Builder takes everything
	return b.String()
}

const (
	relsNS     = "http://schemas.openxmlformats.org/package/2006/relationships"
	officeNS   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	wordNS     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	wordType   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	namespaces = `xmlns:w="` + wordNS + `" xmlns:r="` + officeNS + `"`

	contentTypes = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/>` +
		`<Override PartName="/word/numbering.xml" ContentType="` + wordType + `numbering+xml"/>` +
		`<Override PartName="/word/footnotes.xml" ContentType="` + wordType + `footnotes+xml"/></Types>`

	packageRels = xml.Header + `<Relationships xmlns="` + relsNS + `">` +
		`<Relationship Id="rId1" Type="` + officeNS + `/officeDocument" Target="word/document.xml"/></Relationships>`

	documentRels = xml.Header + `<Relationships xmlns="` + relsNS + `">` +
		`<Relationship Id="rId1" Type="` + officeNS + `/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + officeNS + `/footnotes" Target="footnotes.xml"/>` +
		`<Relationship Id="rId3" Type="` + officeNS + `/numbering" Target="numbering.xml"/></Relationships>`

	// Items are numbered through all sections, as their footnotes are, by a list: the number of
	// one that an editor moves follows.
	numbering = xml.Header + `<w:numbering ` + namespaces + `><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>` +
		`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading2"/><w:suff w:val="space"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>` +
		`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`

	documentHead = xml.Header + `<w:document ` + namespaces + `><w:body>`
	documentTail = `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>`

	styles = xml.Header + `<w:styles ` + namespaces + `>` +
		`<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:eastAsia="SimSun" w:cs="Times New Roman"/><w:sz w:val="22"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="360"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:before="200"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="24"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:customStyle="1" w:styleId="Second"><w:name w:val="Title in the other language"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:color w:val="444444"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:customStyle="1" w:styleId="Byline"><w:name w:val="Published by"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:color w:val="444444"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:customStyle="1" w:styleId="Date"><w:name w:val="Date ahead"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:customStyle="1" w:styleId="Note"><w:name w:val="Note by a person"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="360"/></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="40"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style></w:styles>`
)
