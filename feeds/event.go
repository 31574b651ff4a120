package feeds

import "time"

// Event is what really happened: one or more items about the same document or
// act. One event, one alert.
type Event struct {
	ID        EventID     `json:"id"`
	Workspace WorkspaceID `json:"workspace,omitempty"`
	// Revision counts what readers should know; it starts at 1.
	Revision int `json:"revision"`
	// Items, the oldest first; Lead is the one that speaks for the event.
	Items []ItemID `json:"items"`
	Lead  ItemID   `json:"lead"`
	// Born is when the event was first stored, Changed its newest revision.
	Born    time.Time `json:"born"`
	Changed time.Time `json:"changed"`
	// Published is the earliest publication day of its items.
	Published Day `json:"published,omitempty"`
	// Baseline marks an event that readers were not told about. Announced is when they
	// were to be told all the same; zero for an event that was news when it was born.
	Baseline  bool      `json:"baseline,omitempty"`
	Announced time.Time `json:"announced,omitzero"`
	// Reading is that of the lead item, with what later items added.
	Reading Reading `json:"reading"`
	// Title is the lead's title.
	Title string `json:"title"`
	// Changes says per revision what it brought.
	Changes []Change `json:"changes,omitempty"`
	// Lineage links events that follow each other.
	Lineage []Link `json:"lineage,omitempty"`
	// Corrected are the corrections that people made to its steps, so that each can be undone:
	// MaxCorrected at most, the newest last.
	Corrected []Correction `json:"corrected,omitempty"`
	// Alias is the event that this one became part of.
	Alias EventID `json:"alias,omitempty"`
	// Left are the parts of larger events that a person took this one out of, MaxCorrected of
	// them, the newest last. Joined to such a larger event again, it becomes part of that part.
	Left []EventID `json:"left,omitempty"`
	// Settled is true once a person joined another event to this one: from then on no item is
	// moved into it or out of it by rule.
	Settled bool `json:"settled,omitempty"`
}

// What a revision of an event brought.
const (
	BroughtNew       = "new" // the event itself
	BroughtDeadline  = "deadline"
	BroughtEffective = "effective"
	BroughtText      = "text"
	BroughtEdit      = "edited"
	BroughtTitle     = "title"
	BroughtItem      = "also_at"
	BroughtGone      = "gone"  // the page that was read is not there any more
	BroughtBack      = "back"  // it is there again
	BroughtMove      = "moved" // a page went to another event, which a later page showed it to be of
	BroughtSplit     = "split" // a person took an item out of the event
)

// Change is one revision of an event.
type Change struct {
	Revision int       `json:"revision"`
	At       time.Time `json:"at"`
	// What it brought, one of those above.
	What   string `json:"what"`
	Detail string `json:"detail,omitempty"`
	// Was and Is are the day before and after, of a date that changed; "" where none
	// was stated.
	Was Day `json:"was,omitempty"`
	Is  Day `json:"is,omitempty"`
	// News is true when readers who already have the alert should be told.
	News bool `json:"news,omitempty"`
}

// Correction is what a person's word replaced: Steps are the steps that the event had to
// the events To before somebody said how it stands to them. To is more than one where the
// other event was joined from several.
type Correction struct {
	To    []EventID `json:"to"`
	Steps []Link    `json:"steps,omitempty"`
}

// MaxCorrected is how many corrections of the steps, or of the parts, of one event can be
// taken back.
const MaxCorrected = 16

// Link is one step of a Lineage.
type Link struct {
	Event EventID `json:"event"`
	// Relation of this event to the other, one of Relations.
	Relation Relation `json:"relation"`
	// Sure is false for "possible successor, confirm", and of what may be the same.
	Sure bool `json:"sure"`
	// Since is from when an amendment, a repeal or a withdrawal takes effect, as the later
	// text states it; "" for other relations and where it states none.
	Since Day    `json:"since,omitempty"`
	By    string `json:"by,omitempty"` // who confirmed it
	// Item is the one item that shows the step; when it moves to another event, the step
	// goes with it. "" where several items show it, or a person said so.
	Item ItemID `json:"item,omitempty"`
	// Of is the event that brought the step along when it became part of this one; "" for a
	// step of the event's own.
	Of    EventID `json:"of,omitempty"`
	Quote string  `json:"quote,omitempty"`
}
