package feeds

// Quote is the place a fact was read from, so that a reader can check it.
type Quote struct {
	Text string `json:"text"`
	// In is "title", "text", "list" or "attachment:NAME"; Offset is the byte
	// offset of Text there, -1 when the place has none.
	In     string `json:"in"`
	Offset int    `json:"offset"`
	// Case is which case of a text that tells of several the place is of, counted from one:
	// what is said there, is said of no other. 0 is none.
	Case int `json:"case,omitempty"`
}

// Reason is a word or fact that decided something, with its weight.
type Reason struct {
	For    string  `json:"for"` // "relevance", "section", "doc_type", or a topic
	Words  string  `json:"words"`
	Weight float64 `json:"weight,omitempty"`
	In     string  `json:"in,omitempty"` // "title", "text", "source", "topics", "facts", "model"
}

// Date is a day with the words it came from.
type Date struct {
	Day   Day    `json:"day,omitempty"`
	Clock string `json:"clock,omitempty"` // "17:00" when an hour is stated
	// Computed marks a relative term that was worked out ("30日内").
	Computed bool `json:"computed,omitempty"`
	// Before marks words that leave open whether the day itself counts (X日前).
	Before bool `json:"before,omitempty"`
	// WorkDays is a term in working days ("15个工作日内"); Day is then computed, and empty
	// where the term runs from receipt or the holidays on the way are not known.
	WorkDays int   `json:"work_days,omitempty"`
	Quote    Quote `json:"quote,omitzero"`
}

// Last is the last day that surely counts: where the words leave open whether the day
// itself does, the day before.
func (d Date) Last() Day {
	if d.Before && d.Day != "" {
		return d.Day.Add(-1)
	}
	return d.Day
}

// Stated reports whether the text gave the date or a term.
func (d Date) Stated() bool { return d.Day != "" || d.WorkDays > 0 }

// Dates are the dates of a document or act, never mixed.
type Dates struct {
	Adopted       Date `json:"adopted,omitzero"`
	Published     Date `json:"published,omitzero"`
	Effective     Date `json:"effective,omitzero"`
	Expires       Date `json:"expires,omitzero"`
	CommentOpens  Date `json:"comment_opens,omitzero"`
	CommentCloses Date `json:"comment_closes,omitzero"`
	Rectify       Date `json:"rectify,omitzero"`
	// Due is by when those it binds must have filed, reported or completed something.
	Due Date `json:"due,omitzero"`
}

// Figure is a number with its unit, as plain number.
type Figure struct {
	Name  string `json:"name"` // "apps", "cases", "fine_cny"
	Value int64  `json:"value"`
	// Bound is "more" (余, 多), "nearly" (近), "" when exact.
	Bound string `json:"bound,omitempty"`
	// Minor marks a figure that is not of this notice's headline: a cumulative
	// total, an earlier batch.
	Minor bool `json:"minor,omitempty"`
	// One marks a figure of one of the several cases that the text tells of.
	One   bool  `json:"one,omitempty"`
	Quote Quote `json:"quote,omitzero"`
}

// AppRow is one row of a list of named apps.
type AppRow struct {
	Row       int    `json:"row"`
	Name      string `json:"name"`
	Developer string `json:"developer,omitempty"`
	Version   string `json:"version,omitempty"`
	Store     string `json:"store,omitempty"`
	Problem   string `json:"problem,omitempty"`
	// Machine marks a row read from a picture.
	Machine bool  `json:"machine,omitempty"`
	Quote   Quote `json:"quote,omitzero"`
}

// AppList says how much of a notice's list of apps was read.
type AppList struct {
	// Expected is the number that the notice itself states, 0 when none.
	Expected int      `json:"expected,omitempty"`
	Rows     []AppRow `json:"rows,omitempty"`
	// From is what the rows were read from: "table", "text", "docx", "xlsx",
	// "doc", "xls", "html", "pdf", "zip", "picture"; Unread why a list that is there was not read, or not whole.
	From   string `json:"from,omitempty"`
	Unread string `json:"unread,omitempty"`
}

// Apps is how many apps the rows name: one with several problems has a row for each, one
// below the other, under one number.
func (l AppList) Apps() int {
	n := 0
	for i, r := range l.Rows {
		if i == 0 || r.Name != l.Rows[i-1].Name || r.Row != l.Rows[i-1].Row {
			n++
		}
	}
	return n
}

// Stage is where a normative document stands by its own words.
type Stage string

// The stages; "" is none: not a rule.
const (
	StageReading  Stage = "in_reading"
	StageDraft    Stage = "draft"
	StageIssued   Stage = "issued"
	StageRepealed Stage = "repealed"
)

// InDraft reports whether a text is still to become a rule: out for comment or before a
// legislature.
func (s Stage) InDraft() bool { return s == StageDraft || s == StageReading }

// Status is Stage for one day; see StatusOn.
type Status string

// The statuses.
const (
	StatusInReading     Status = "in_reading"
	StatusDraftOpen     Status = "draft_open"
	StatusDraftClosed   Status = "draft_closed"
	StatusIssuedFuture  Status = "issued_future"
	StatusIssuedUndated Status = "issued_undated"
	StatusInForce       Status = "in_force"
	StatusAmended       Status = "amended"
	StatusRepealed      Status = "repealed"
	StatusExpired       Status = "expired"
	StatusWithdrawn     Status = "withdrawn"
)

// Gloss is an English rendering and whose English it is.
type Gloss struct {
	Text string `json:"text"`
	// By is "official", "ours", "yours" (ours, with terms that whoever runs this chose),
	// "rough" (ours, with words that could not be rendered, or that reads as English does
	// that people judged bad: it may say something else) or "none" (not translated).
	By string `json:"by"`
	// Unknown lists the Chinese words that stayed in brackets.
	Unknown []string `json:"unknown,omitempty"`
}

// Sentence is one sentence of a summary with the facts it rests on.
type Sentence struct {
	EN string `json:"en"`
	ZH string `json:"zh,omitempty"`
	// Restates is what the sentence puts into words that the reading's fields say too:
	// "issue" (kind of document, issuers and force) or "dates". Empty: neither.
	Restates string `json:"restates,omitempty"`
	// Quotes are the places the sentence rests on; never empty.
	Quotes []Quote `json:"quotes"`
}

// What a sentence may restate.
const (
	RestatesIssue = "issue"
	RestatesDates = "dates"
)

// Reading is everything that reading one text found.
type Reading struct {
	// Version is that of the rules that made it.
	Version   string    `json:"version,omitempty"`
	Relevance Relevance `json:"relevance,omitempty"`
	Topics    []Topic   `json:"topics,omitempty"`
	Section   Section   `json:"section,omitempty"`
	Reasons   []Reason  `json:"reasons,omitempty"`

	Authorities []AuthorityID `json:"authorities,omitempty"` // lead first
	Drafter     string        `json:"drafter,omitempty"`
	DocType     string        `json:"doc_type,omitempty"`
	Force       string        `json:"force,omitempty"` // whom it binds: "departmental rule", "normative document"
	Stage       Stage         `json:"stage,omitempty"`
	DocNumbers  []string      `json:"doc_numbers,omitempty"`
	CaseNumbers []string      `json:"case_numbers,omitempty"`
	PlanNumbers []string      `json:"plan_numbers,omitempty"`

	Dates      Dates    `json:"dates,omitzero"`
	Figures    []Figure `json:"figures,omitempty"`
	LegalBasis []LawID  `json:"legal_basis,omitempty"`
	// Subject is the law that the title says was issued or put out for comment,
	// under whatever name; "" when it names none of the table, or tells more.
	Subject LawID `json:"subject,omitempty"`
	// Repeals names the documents that it puts out of force, as the text does.
	Repeals []string `json:"repeals,omitempty"`
	// Scope are sentences that say whom it binds; Purpose what it is for.
	Scope    []Quote  `json:"scope,omitempty"`
	Purpose  []Quote  `json:"purpose,omitempty"`
	Problems []string `json:"problems,omitempty"` // standard English of problem categories
	// ProblemQuotes are the words that name each of Problems, in the same order.
	ProblemQuotes []Quote `json:"problem_quotes,omitempty"`
	// Procedure are the exact words of procedure that were used: 通报, 下架.
	Procedure []string `json:"procedure,omitempty"`
	// CaseSteps are those of Procedure that a text of several cases tells of single ones.
	CaseSteps []string `json:"case_steps,omitempty"`
	Penalties []Quote  `json:"penalties,omitempty"`
	Contacts  []string `json:"contacts,omitempty"` // how to comment: "e-mail", "letter"
	Apps      *AppList `json:"apps,omitempty"`

	TitleEN Gloss      `json:"title_en,omitzero"`
	Summary []Sentence `json:"summary,omitempty"`
	// Refused says why the text was not read, or not whole: over a limit, or reading it failed.
	Refused string `json:"refused,omitempty"`
}

// StatusOn computes the status for day; "" for what is not a rule.
func (r Reading) StatusOn(day Day) Status {
	switch r.Stage {
	case StageReading:
		return StatusInReading
	case StageDraft:
		if c := r.Dates.CommentCloses.Day; c != "" && c < day {
			return StatusDraftClosed
		}
		return StatusDraftOpen
	case StageIssued:
		if x := r.Dates.Expires.Day; x != "" && x < day {
			return StatusExpired
		}
		switch e := r.Dates.Effective.Day; {
		case e == "":
			return StatusIssuedUndated
		case e > day:
			return StatusIssuedFuture
		default:
			return StatusInForce
		}
	case StageRepealed:
		return StatusRepealed
	}
	return ""
}

// Figure is the headline figure of that name.
func (r Reading) Figure(name string) (Figure, bool) {
	for _, f := range r.Figures {
		if f.Name == name && !f.Minor {
			return f, true
		}
	}
	return Figure{}, false
}
