package feeds

import "time"

// Province begins the code of a jurisdiction that is a province, region or city of the
// mainland: CN-BJ (ISO 3166-2:CN).
const Province = "CN-"

// Source is a feed, list page or API of one authority that is polled, or a
// queue of links that people submit. The rule that reads it belongs to package
// extract, which pairs the two.
type Source struct {
	ID           SourceID    `json:"id"`
	NameEN       string      `json:"name_en"`
	NameZH       string      `json:"name_zh"`
	Authority    AuthorityID `json:"authority"`
	Jurisdiction string      `json:"jurisdiction"` // "CN", "CN-BJ", "EU"
	Media        bool        `json:"media,omitempty"`
	Kind         string      `json:"kind"`   // the row of extract's table that reads it
	Family       string      `json:"family"` // family of page structure, for people
	// Host is the host of the first list address; claims and pace are per host.
	Host string `json:"host"`
	// Every is the usual time between two polls.
	Every time.Duration `json:"every"`
	// Hours are when the source is polled, "08:00-20:00" in Shanghai; "" is always.
	Hours string `json:"hours,omitempty"`
	// Monthly is the number of items a month that the source usually publishes;
	// 0 when not known. Silence is measured against it.
	Monthly float64 `json:"monthly,omitempty"`
	// Confidence is how sure the rule is: high, medium, low.
	Confidence string `json:"confidence"`
	// Disabled is the reason why the source is not polled; empty when it is.
	Disabled string `json:"disabled,omitempty"`
	// DemoOnly marks a source whose rule is inferred: polled by the demo only.
	DemoOnly bool `json:"demo_only,omitempty"`
	// Workspace owns a source that people added; empty for shipped ones.
	Workspace WorkspaceID `json:"workspace,omitempty"`
}

// Outcome is how a visit or a single request ended. Only OutcomeItems and
// OutcomeArticle may advance state.
type Outcome string

// The outcomes.
const (
	OutcomeItems     Outcome = "items"     // a list was read
	OutcomeArticle   Outcome = "article"   // an article was read
	OutcomeBlocked   Outcome = "blocked"   // challenge, captcha, 412, 521
	OutcomeThrottled Outcome = "throttled" // 429, or a page that says so
	OutcomeGone      Outcome = "gone"      // 404, 410, soft 404, deleted
	OutcomeRedirect  Outcome = "redirect"  // meta refresh or script: Result.RedirectTo
	OutcomeError     Outcome = "error"     // anything else
)

// Good reports whether the outcome may advance state.
func (o Outcome) Good() bool { return o == OutcomeItems || o == OutcomeArticle }

// Page is what the last visit learnt of one document of a source.
type Page struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	// Fingerprint is a hash of the body, Rows a hash of what was extracted:
	// pages carry clocks and counters, so either may stop a visit.
	Fingerprint string `json:"fingerprint,omitempty"`
	Rows        string `json:"rows,omitempty"`
	Count       int    `json:"count,omitempty"` // rows read last time
	// Newest is the newest day among the rows, Titles a hash of what they are
	// called, IDs one of how they are known; Churn counts visits in a row that
	// found the same titles under other ids.
	Newest Day    `json:"newest,omitempty"`
	Titles string `json:"titles,omitempty"`
	IDs    string `json:"ids,omitempty"`
	Churn  int    `json:"churn,omitempty"`
	// Odd is what was odd about the document, which holds while it is as it was.
	Odd string `json:"odd,omitempty"`
	// Chain marks a document that leads on to further ones: it is asked without
	// validators and parsed even when it is as it was, since only the last
	// document of a chain tells whether anything is new.
	Chain bool `json:"chain,omitempty"`
	// Permanent counts visits in a row that were sent to MovedTo for good.
	Permanent int    `json:"permanent,omitempty"`
	MovedTo   string `json:"moved_to,omitempty"`
}

// Visit is what the last poll of a source taught us.
type Visit struct {
	Source  SourceID  `json:"source"`
	At      time.Time `json:"at"`
	Outcome Outcome   `json:"outcome"`
	Reason  string    `json:"reason,omitempty"` // one sentence when not good
	// Good is the last visit whose outcome was good; zero before the baseline.
	Good time.Time `json:"good,omitzero"`
	// Pages is keyed by Request.Key.
	Pages map[string]Page `json:"pages,omitempty"`
	// Cursor is where a source that is read in steps goes on: the last e-paper
	// edition that was read whole, "2022-09-05".
	Cursor string `json:"cursor,omitempty"`
	// Failures counts visits in a row that were not good; NextDue follows it.
	Failures int       `json:"failures,omitempty"`
	NextDue  time.Time `json:"next_due,omitzero"`
	// Unconditional is the last visit that asked without validators: one a day.
	Unconditional time.Time `json:"unconditional,omitzero"`
	Health        Health    `json:"health"`
	// LastNew is when the source last brought a new item; the store sets it.
	LastNew time.Time `json:"last_new,omitzero"`
	// Months counts new items by month, "2022-09", the newest twelve.
	Months map[string]int `json:"months,omitempty"`
}

// HealthState is what an operator reads first.
type HealthState string

// The health states.
const (
	HealthNew      HealthState = "new" // never read
	HealthOK       HealthState = "ok"
	HealthDegraded HealthState = "degraded" // answers, but something is odd
	HealthBroken   HealthState = "broken"   // no good visit for several polls
	HealthSilent   HealthState = "silent"   // good visits, nothing new for far too long
)

// Health is the state of a source and since when it is so.
type Health struct {
	State  HealthState `json:"state"`
	Since  time.Time   `json:"since,omitzero"`
	Reason string      `json:"reason,omitempty"`
}
