package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// The limits of a list of feeds in OPML.
const (
	maxOPML      = 5 << 20
	maxOutlines  = 1_000
	maxOPMLDepth = 20
)

// Outline is one feed of an OPML list.
type Outline struct {
	Title string
	Feed  string // address of the feed
	Page  string // address of the site, may be ""
	Line  int    // of the file that was read
}

// ReadOPML reads the feeds of an OPML file, every address once. Folders are
// opened, and outlines without a feed's address skipped; a file beyond the
// limits is refused as a whole.
func ReadOPML(data []byte) ([]Outline, error) {
	if len(data) > maxOPML {
		return nil, fmt.Errorf("read OPML: more than %d MiB", maxOPML>>20)
	}
	data = asUTF8(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("only UTF-8 is read") }
	var out []Outline
	seen := map[string]bool{}
	depth, outlines, isOPML := 0, 0, false
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read OPML: %w", err)
		}
		switch tok := tok.(type) {
		case xml.Directive:
			return nil, errors.New("read OPML: it declares a document type of its own")
		case xml.EndElement:
			depth--
		case xml.StartElement:
			if depth++; depth > maxOPMLDepth+2 { // within opml and body
				return nil, fmt.Errorf("read OPML: nested deeper than %d", maxOPMLDepth)
			}
			isOPML = isOPML || strings.EqualFold(tok.Name.Local, "opml")
			if !strings.EqualFold(tok.Name.Local, "outline") {
				continue
			}
			if outlines++; outlines > maxOutlines {
				return nil, fmt.Errorf("read OPML: more than %d outlines", maxOutlines)
			}
			if o := outlineOf(tok); o.Feed != "" && !seen[o.Feed] {
				seen[o.Feed] = true
				o.Line, _ = dec.InputPos()
				out = append(out, o)
			}
		}
	}
	if !isOPML {
		return nil, errors.New("read OPML: the file has no opml element")
	}
	return out, nil
}

func outlineOf(e xml.StartElement) Outline {
	var o Outline
	for _, a := range e.Attr {
		value := string(feeds.CleanLine(a.Value))
		switch strings.ToLower(a.Name.Local) {
		case "xmlurl":
			o.Feed = value
		case "htmlurl":
			o.Page = value
		case "title":
			o.Title = value
		case "text":
			if o.Title == "" {
				o.Title = value
			}
		}
	}
	o.Title = dom.ClipLine(o.Title)
	return o
}

// WriteOPML writes feeds as an OPML 2.0 list.
func WriteOPML(title string, list []Outline) ([]byte, error) {
	type outline struct {
		Text string `xml:"text,attr"`
		Type string `xml:"type,attr"`
		Feed string `xml:"xmlUrl,attr"`
		Page string `xml:"htmlUrl,attr,omitempty"`
	}
	doc := struct {
		XMLName  xml.Name  `xml:"opml"`
		Version  string    `xml:"version,attr"`
		Title    string    `xml:"head>title"`
		Outlines []outline `xml:"body>outline"`
	}{Version: "2.0", Title: title}
	for _, o := range list {
		doc.Outlines = append(doc.Outlines, outline{o.Title, "rss", o.Feed, o.Page})
	}
	body, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write OPML: %w", err)
	}
	return append([]byte(xml.Header), append(body, '\n')...), nil
}
