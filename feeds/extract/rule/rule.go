package rule

// Rule says how the documents of one source are read: its lists, and the
// articles on its hosts. It is data; a source's YAML decodes into it.
type Rule struct {
	Lists   []List
	Article Article
}

// List reads one kind of list. Which fields count depends on the kind: a
// row of HTML is found by selectors, a row of JSON by paths.
type List struct {
	// Kind of this list when it is not the source's.
	Kind string `yaml:"kind"`
	// URLs are polled every time, all of them, and read alike. In an address of
	// an e-paper a date layout stands in braces: "…/{2006-01/02}/node_2.htm".
	URLs []string `yaml:"urls"`
	// Also are addresses of the same list that are read alike and not polled.
	Also []string `yaml:"also"`
	// Form is asked by POST.
	Form map[string]string `yaml:"form"`
	// JSON is asked by POST as the body, where the publisher takes no form.
	JSON    string            `yaml:"json"`
	Headers map[string]string `yaml:"headers"`
	Charset string            `yaml:"charset"`
	// Channel is the code of a column of the CAC's own system.
	Channel string `yaml:"channel"`
	// Tag is the unit of a JPaaS column page that holds its rows; PageSize how
	// many of them to ask for.
	Tag      string `yaml:"tag"`
	PageSize int    `yaml:"page_size"`

	// Within is the container of the rows. A page without it is not this list.
	Within string `yaml:"within"`
	// Rows selects rows, or is the JSON path of the array (several: the first
	// that is there). Without it every link that Match allows is a row.
	Rows Words `yaml:"rows"`
	// Match is a regular expression that an item's resolved address satisfies.
	Match string `yaml:"match"`
	// Dated makes a row of every link with a title of some length and a date beside
	// it: for lists whose structure nobody has described.
	Dated bool `yaml:"dated"`
	// Drop are selectors removed before anything is read.
	Drop Words `yaml:"drop"`
	// Need selects what a row must hold to be one; a row without it is skipped.
	Need string `yaml:"need"`
	// Where keeps JSON rows whose fields have these values.
	Where map[string]string `yaml:"where"`

	Title    Values `yaml:"title"`
	Link     Values `yaml:"link"`
	Date     Values `yaml:"date"`
	Deadline Values `yaml:"deadline"`
	Text     Values `yaml:"text"`
	// DateFormat names the formats that Date is written in, tried in order.
	DateFormat Words `yaml:"date_format"`
	// Strip are regular expressions removed from titles: status marks.
	Strip Words `yaml:"strip"`
	// Zone of the dates when it is not Shanghai's.
	Zone string `yaml:"date_tz"`

	// Pages selects the links to the other pages of an edition.
	Pages string `yaml:"pages"`
	// Lead builds, from a page that holds no rows, the address that does; what
	// answers there is read with Then.
	Lead *Value `yaml:"lead"`
	Then *List  `yaml:"then"`
	// Else is asked when this list's answer has no good outcome. Of the same
	// kind, it is read alike where it does not say otherwise.
	Else *List `yaml:"else"`
}

// Article reads the article pages of the hosts in On.
type Article struct {
	// On are "host/path" prefixes, the host perhaps with a leading "*."; empty
	// means the hosts of the source's lists.
	On      Words             `yaml:"on"`
	Headers map[string]string `yaml:"headers"`
	Charset string            `yaml:"charset"`

	Title      Values `yaml:"title"`
	Date       Values `yaml:"date"`
	DateFormat Words  `yaml:"date_format"`
	Zone       string `yaml:"date_tz"`
	Author     Values `yaml:"author"`
	Number     Values `yaml:"number"`
	// Body selects the text; of several the first that holds any.
	Body Words `yaml:"body"`
	// Until selects the element at which the text ends.
	Until string `yaml:"until"`
	Drop  Words  `yaml:"drop"`
	// Attachments selects links outside the body. In an answer in JSON they are addresses, or
	// objects that have the address and the name.
	Attachments Words `yaml:"attachments"`
	// Fetch builds the address to fetch from the item's address; of several the
	// first that fits.
	Fetch Values `yaml:"fetch"`
	// Lead builds, from an answer in JSON that has no article, the address that has.
	Lead *Value `yaml:"lead"`
	// JSON marks an answer in JSON: the values above are paths then.
	JSON bool `yaml:"json"`
	// Script says why the text cannot be had without a browser.
	Script string `yaml:"script"`
	// Render is "browser" where a browser can have it: it draws the page, which is
	// then read like any other.
	Render string `yaml:"render"`
}

// Value says where a value stands. In YAML it is a word, "a@title", or a
// mapping when it has to be cut out of something.
//
// From is a selector with an optional "@attribute", a path for JSON, "url" for
// the item's resolved address, "row" for the row without its link, "alone" for
// a text in it that is a date and nothing else, or "url:" and a regular
// expression. An empty selector ("@title") means the row's link.
type Value struct {
	From string `yaml:"from"`
	// Match is a regular expression on what stands there; its first group is the
	// value, or To with $1, $2 filled in. Under JSON To takes {path} too.
	Match string `yaml:"match"`
	To    string `yaml:"to"`
	// Last takes the last element that From selects, Nth the one of that number.
	Last bool `yaml:"last"`
	Nth  int  `yaml:"nth"`
}

// UnmarshalYAML takes a word or a mapping.
func (v *Value) UnmarshalYAML(decode func(any) error) error {
	var word string
	if err := decode(&word); err == nil {
		*v = Value{From: word}
		return nil
	}
	type plain Value
	return decode((*plain)(v))
}

// Values are places to look in, in order.
type Values []Value

// UnmarshalYAML takes one Value or a list of them.
func (vs *Values) UnmarshalYAML(decode func(any) error) error {
	var list []any
	if err := decode(&list); err == nil {
		return decode((*[]Value)(vs))
	}
	var one Value
	if err := decode(&one); err != nil {
		return err
	}
	*vs = Values{one}
	return nil
}

// Words is one word or a list of words.
type Words []string

// UnmarshalYAML takes both forms.
func (w *Words) UnmarshalYAML(decode func(any) error) error {
	var one string
	if err := decode(&one); err == nil {
		*w = Words{one}
		return nil
	}
	return decode((*[]string)(w))
}

// From makes Values of words, for the rules that are built in.
func From(words ...string) Values {
	out := make(Values, len(words))
	for i, w := range words {
		out[i] = Value{From: w}
	}
	return out
}
