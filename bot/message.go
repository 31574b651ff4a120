package bot

import (
	"errors"
	"slices"

	"github.com/regwire/regwire/feeds"
)

// ErrNothing is returned by a Composer that has nothing to say any more.
var ErrNothing = errors.New("nothing to say")

// Phrase is a key of the one table of sentences in bot/phrase.
type Phrase string

// Style is how a span stands out.
type Style string

// The styles.
const (
	Normal Style = ""
	Bold   Style = "bold"
	Italic Style = "italic"
	Code   Style = "code"
)

// On is the style of words as they are shown: Chinese has no italics, and slanted it is hard to
// read.
func (s Style) On(words string) Style {
	if s == Italic && feeds.HasHan(words) {
		return Normal
	}
	return s
}

// Span is a run of words: a phrase with arguments, or publisher text, or a
// literal of ours such as an id. The platform puts it into the channel's
// language with bot/phrase and escapes the whole once.
type Span struct {
	Key  Phrase
	Args []any // string, int, feeds.Day, feeds.Text, time.Time, Phrase, Span, []Span
	// Text is publisher or person text when Key is empty.
	Text feeds.Text
	// Lang restricts the span to channels of that language ("" is all).
	Lang  Lang
	Style Style
	// URL makes the span a link; http and https only.
	URL string
}

// Line is one line of spans, set side by side without a blank between them
// but what the spans bring.
type Line []Span

// in is the line for channels of that language only.
func (l Line) in(lang Lang) Line {
	out := slices.Clone(l)
	for i := range out {
		out[i].Lang = lang
	}
	return out
}

// BlockKind is the role of a block in a message.
type BlockKind string

// The kinds of block.
const (
	Headline BlockKind = "headline" // verb and date first
	Title    BlockKind = "title"    // what it is, in the channel's language
	Original BlockKind = "original" // its title in the other language
	Body     BlockKind = "body"
	Bullets  BlockKind = "bullets" // one line each
	Quoted   BlockKind = "quoted"
	Context  BlockKind = "context" // small print
	Divider  BlockKind = "divider"
)

// Block is a group of lines with one role.
type Block struct {
	Kind  BlockKind
	Lines []Line
}

// Button is an action that a conversational platform offers under a message.
// Pressing it is the command Verb with Words.
type Button struct {
	Label Phrase
	Verb  string
	Words []string
	// Of tells buttons with one label apart, such as by an id.
	Of string
	// More puts it into the overflow menu.
	More bool
}

// Field is one input of a form.
type Field struct {
	Name    string
	Label   Phrase
	Value   string
	Options []Option // empty: free text
	Many    bool
	Error   Phrase // shown at the field; what was typed is kept
}

// Option is one choice of a field.
type Option struct {
	Value string
	Label Span
}

// Message is the platform-neutral content of one post.
type Message struct {
	Kind   Kind
	Blocks []Block
	// Lang is the language of an answer that changed the channel's; "" is that of who asked.
	Lang Lang
	// Buttons: at most three without More.
	Buttons []Button
	Form    []Field
	// Submit is the verb that a form runs.
	Submit string
	// Page of Pages is the part of a long answer that the message is.
	Page, Pages int
	// Subject is the event the message is about, for buttons and threads.
	Subject feeds.EventID
	// Revision of the subject that the message shows.
	Revision int
	// Repeat asks the platform for the mark "possible repeat".
	Repeat bool
	// Delivery is the key of the delivery, for the platform's metadata.
	Delivery string
	// Members are the keys of the deliveries that one list is the post of.
	Members []string
	// Part is which part of a message that was cut this is, from 2; 0 is the first.
	Part int
	// Thread posts under an earlier post, also to the channel when Broadcast.
	Thread    Reference
	Broadcast bool
	// Edit replaces that post.
	Edit Reference
	// Private shows the message to the asking person only.
	Private bool
	// Plain asks for the simplest layout.
	Plain bool
	// Data is what the message says as a value, for answers in JSON.
	Data any
}

// Mistake is what a person did wrong, in a kind sentence with the fix.
type Mistake struct{ Say Span }

func (m *Mistake) Error() string { return "mistake: " + string(m.Say.Key) }

// Wrong returns a mistake that says the phrase.
func Wrong(key Phrase, args ...any) error { return &Mistake{Say: Say(key, args...)} }

// Say is a span that says a phrase.
func Say(key Phrase, args ...any) Span { return Span{Key: key, Args: args} }

// Quote is a span of publisher or person text.
func Quote(t feeds.Text) Span { return Span{Text: t} }

// As gives the span a style.
func (s Span) As(style Style) Span { s.Style = style; return s }

// To makes the span a link.
func (s Span) To(url string) Span { s.URL = url; return s }

// Says reports whether a phrase stands in a line of the message.
func (m *Message) Says(key Phrase) bool {
	return slices.ContainsFunc(m.Blocks, func(b Block) bool {
		return slices.ContainsFunc(b.Lines, func(l Line) bool {
			return slices.ContainsFunc(l, func(s Span) bool { return s.Key == key })
		})
	})
}

// Add appends a block of the given lines, unless there are none.
func (m *Message) Add(kind BlockKind, lines ...Line) {
	if len(lines) > 0 || kind == Divider {
		m.Blocks = append(m.Blocks, Block{Kind: kind, Lines: lines})
	}
}
