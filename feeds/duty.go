package feeds

// Duty is one sentence of a rule that orders or forbids something, as it stands.
type Duty struct {
	// Article is its number as the text counts, "第五条", and Number the same in figures;
	// "" outside of one.
	Article string `json:"article,omitempty"`
	Number  string `json:"number,omitempty"`
	Forbids bool   `json:"forbids"`
	// Who is bound, in the text's own words, and in English where the glossary knows
	// them; "" where the sentence names nobody. Authority tells whether it is one.
	Who       string `json:"who,omitempty"`
	WhoEN     string `json:"who_en,omitempty"`
	Authority bool   `json:"authority"`
	// Term is by when and how often, "" where the sentence names none.
	Term   string `json:"term,omitempty"`
	TermEN string `json:"term_en,omitempty"`
	Text   string `json:"text"`
}
