// Package reading takes one text through facts, classification, English title
// and summary: everything that regwire makes of a text, without network, store
// or clock. Start with New and Reader.Read.
//
// Reading never fails: a text over a limit, or one that a part breaks on, is read
// as far as it can be, and Reading.Refused says so. No sentence of a summary
// claims what no fact holds; each carries the quotes that it rests on.
package reading

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/classify"
	"github.com/regwire/regwire/feeds/facts"
	"github.com/regwire/regwire/feeds/facts/kind"
	"github.com/regwire/regwire/feeds/gloss"
)

// rules is raised when templates of summaries change.
const rules = "summary-5"

// Reader reads texts. It never changes after New, so goroutines may share it.
type Reader struct {
	facts    *facts.Reader
	classify *classify.Classifier
	gloss    *gloss.Glosser
	version  string
}

// New joins the parts of a reading.
func New(f *facts.Reader, c *classify.Classifier, g *gloss.Glosser) *Reader {
	sum := sha256.Sum256(fmt.Append(nil, facts.Version, " ", c.Fingerprint(), " ", g.Fingerprint(), " ", rules))
	return &Reader{facts: f, classify: c, gloss: g, version: hex.EncodeToString(sum[:6])}
}

// Labelled is a text with what a person says of it.
type Labelled struct {
	Writing  feeds.Writing
	Relevant bool
	Topics   []feeds.Topic
}

// Fitted is a Reader with the thresholds of relevance by which these texts are
// judged best.
func (r *Reader) Fitted(texts []Labelled) *Reader {
	samples := make([]classify.Sample, len(texts))
	for i, t := range texts {
		samples[i] = classify.Sample{Writing: t.Writing, LegalBasis: r.facts.Read(t.Writing).LegalBasis, Relevant: t.Relevant, Topics: t.Topics}
	}
	other := *r
	other.classify = r.classify.With(r.classify.Fit(samples))
	return &other
}

// Read reads w. It always returns: see Reading.Refused.
func (r *Reader) Read(w feeds.Writing) feeds.Reading {
	refused := ""
	if len(w.Body) > feeds.MaxText {
		w.Body = feeds.Clip(w.Body, feeds.MaxText)
		refused = fmt.Sprintf("text beyond %d KiB was not read", feeds.MaxText>>10)
	}
	out, err := r.read(w)
	if err != nil {
		refused = err.Error()
		// The title may still be readable where the text is not.
		w.Body, w.Tables, w.Attachments = "", nil, nil
		if w.Unread == "" {
			w.Unread = "reading failed"
		}
		if out, err = r.read(w); err != nil {
			out = feeds.Reading{Relevance: feeds.Unsure, Section: feeds.OtherSection}
		}
	}
	out.Version, out.Refused = r.version, refused
	return out
}

// read is Read without its safety net, which the recover here hands to it.
func (r *Reader) read(w feeds.Writing) (out feeds.Reading, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("reading the text failed: %v (%s)", p, feeds.PanickedAt())
		}
	}()
	w = r.facts.Placed(w)
	text := r.classify.Weigh(w)
	out = r.facts.ReadGuessing(w, text.Kind)
	text.Judge(&out)
	if out.Relevance == feeds.NotRelevant {
		out.DocType = kind.Carrier(w.Title, out.DocType)
	}
	out.TitleEN = r.title(w)
	out.Summary = r.summary(w, &out)
	return out, nil
}

// title is the English of the title: of an English page its own.
func (r *Reader) title(w feeds.Writing) feeds.Gloss { return r.gloss.Title(w.Title) }
