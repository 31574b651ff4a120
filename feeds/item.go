package feeds

import (
	"strconv"
	"strings"
	"time"
)

// Entry is one row of a list, as the source's rule reads it.
type Entry struct {
	Title string `json:"title"`
	URL   string `json:"url"`            // resolved, not canonicalised
	Date  Day    `json:"date,omitempty"` // publication day by the source's rule
	// GUID is the feed's own identity of the entry, "" for pages.
	GUID string `json:"guid,omitempty"`
	// Deadline is a comment deadline that the list shows in a field of its own.
	Deadline Day `json:"deadline,omitempty"`
	// DeadlineQuote is that field as the page words it.
	DeadlineQuote string `json:"deadline_quote,omitempty"`
	// Text is what the list itself tells of the item (a feed's content).
	Text string `json:"text,omitempty"`
}

// Attachment is a file or picture that belongs to an article.
type Attachment struct {
	Name  string `json:"name"`
	URL   string `json:"url"`
	Image bool   `json:"image,omitempty"`
	// Read is the text that was read from it, Table its rows; How says by what ("docx",
	// "xlsx", "doc", "xls", "html", "pdf", "text", "ocr", "zip" for several of these), and Unread why it was not read.
	Read   string     `json:"read,omitempty"`
	Table  [][]string `json:"table,omitempty"`
	How    string     `json:"how,omitempty"`
	Unread string     `json:"unread,omitempty"`
	Copy   string     `json:"copy,omitempty"` // fingerprint of the kept copy
}

// Article is what an article page says.
type Article struct {
	Title       string       `json:"title"`
	Date        Day          `json:"date,omitempty"`
	Author      string       `json:"author,omitempty"`
	DocNumber   string       `json:"doc_number,omitempty"`
	Text        string       `json:"text"` // paragraphs, one a line
	Tables      [][][]string `json:"tables,omitempty"`
	Attachments []Attachment `json:"attachments,omitempty"`
}

// ItemState says how much of an item was read.
type ItemState string

// The item states. ItemTitleOnly stays open for text that comes later.
const (
	ItemUnread    ItemState = "unread"
	ItemRead      ItemState = "read"
	ItemTitleOnly ItemState = "title_only"
)

// Submission says who handed in a link.
type Submission struct {
	By        string      `json:"by"`
	Channel   string      `json:"channel,omitempty"`
	Workspace WorkspaceID `json:"workspace,omitempty"`
	At        time.Time   `json:"at"`
}

// Seen is what is known of an article's page since it was last read.
type Seen struct {
	// Again is when the page is asked again; zero for never.
	Again time.Time `json:"again,omitzero"`
	// Misses counts how often it was not there, the first time at Missing.
	Missing time.Time `json:"missing,omitzero"`
	Misses  int       `json:"misses,omitempty"`
	// The validators are as those of a Page.
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	Fingerprint  string `json:"fingerprint,omitempty"`
}

// Item is one published thing as one source published it.
type Item struct {
	ID        ItemID      `json:"id"`
	Source    SourceID    `json:"source"`
	Workspace WorkspaceID `json:"workspace,omitempty"` // empty: public
	URL       string      `json:"url"`                 // as published
	// Host is where the article is fetched from; unread items are claimed by it.
	Host  string `json:"host"`
	Title string `json:"title"` // as published, cleaned
	// Published is the publication day by the source's rule, "" when none.
	Published Day `json:"published,omitempty"`
	// Deadline is what the list showed in a field of its own.
	Deadline      Day    `json:"deadline,omitempty"`
	DeadlineQuote string `json:"deadline_quote,omitempty"`
	// Authority is whose page it is.
	Authority AuthorityID `json:"authority,omitempty"`
	Media     bool        `json:"media,omitempty"`

	Found  time.Time `json:"found"`
	ReadAt time.Time `json:"read_at,omitzero"`
	State  ItemState `json:"state"`
	// Unread says why only the title was read: "rendered by script", "gone".
	Unread string `json:"unread,omitempty"`
	// TitleOnly orders that the article is not fetched: an old item at baseline,
	// a page that only a browser renders. Unread has the reason.
	TitleOnly bool `json:"title_only,omitempty"`
	// Attempts counts fetches of the article that failed; NextTry follows it.
	Attempts int       `json:"attempts,omitempty"`
	NextTry  time.Time `json:"next_try,omitzero"`
	Seen     Seen      `json:"seen,omitzero"`
	// Baseline marks an item of a source's first poll that is not announced.
	Baseline  bool        `json:"baseline,omitempty"`
	Submitted *Submission `json:"submitted,omitempty"`

	// Text is the article's text, Article everything else of it. Stores keep
	// the text apart, so a listing of items leaves it empty.
	Text    string  `json:"text,omitempty"`
	Article Article `json:"article,omitzero"`
	// Copy is the fingerprint that names the kept copy of the page.
	Copy string `json:"copy,omitempty"`
	// Removed is the day on which the text and the copies were removed, since they need
	// not be kept any longer; "" while they are kept.
	Removed Day `json:"removed,omitempty"`
	// Gone is the day since when the page that was read is not there any more.
	Gone Day `json:"gone,omitempty"`
	// Given is true when the text came with the item, from its feed or by load: no page is
	// fetched for it.
	Given bool `json:"given,omitempty"`

	Reading Reading `json:"reading,omitzero"`
	Event   EventID `json:"event,omitempty"`
	// Quarantine says why the item is set aside: a parser that failed on it.
	Quarantine string `json:"quarantine,omitempty"`
}

// Removes reports whether the item tells of the removal of apps and of nothing else. One that
// names further apps is a notice, unless its title counts the removed ones alone.
func (i *Item) Removes() bool {
	removed, told := i.Reading.Figure("apps_removed")
	named, also := i.Reading.Figure("apps")
	titled := strings.Contains(i.Title, "下架")
	if !told && !titled {
		return false
	}
	counts := func(f Figure) bool { return HasCount(i.Title, strconv.FormatInt(f.Value, 10)+"款") }
	return !also || !told || named.Value == removed.Value || titled && counts(removed) && !counts(named)
}
