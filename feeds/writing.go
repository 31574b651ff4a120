package feeds

// Writing is a text as it is handed to reading: what a poller would see of an
// item, without any network or store behind it.
type Writing struct {
	Title string
	// TitleZH is the Chinese title when Title is English; "" otherwise.
	TitleZH string
	Body    string // paragraphs, one a line
	URL     string
	// Source is whose page it is; Media is true for news sites.
	Source    AuthorityID
	Media     bool
	Published Day
	// Deadline is a comment deadline from a list's own field, with its words.
	Deadline      Day
	DeadlineQuote string
	Tables        [][][]string
	Attachments   []Attachment
	// Unread says why Body is empty although there is one: the reading then
	// claims nothing about the text.
	Unread string
}

// Writing is what reading is given of the item.
func (i Item) Writing() Writing {
	title := i.Title
	if i.Article.Title != "" {
		title = i.Article.Title
	}
	return Writing{
		Title: title, Body: i.Text, URL: i.URL, Source: i.Authority, Media: i.Media,
		Published: i.Published, Deadline: i.Deadline, DeadlineQuote: i.DeadlineQuote,
		Tables: i.Article.Tables, Attachments: i.Article.Attachments, Unread: i.Unread,
	}
}
