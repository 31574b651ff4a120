package classify

// company are the groups of words that decisions ask for themselves, beside those that
// rows name. A name that the catalogue does not have is refused by New.
type company struct {
	app, data, digital, network, personal, subjects set // things of the field
	rule, penalty, wrongs, court, crime             set // rules, cases and acts
	fine, penal, sentenced, caught, dealt           set
	civilClaim, civilSuit, crimeBody                set
	draft, procedure, series, roundup, flaw, cipher set
	unnamed, unnamedInTitle, firmName, enumerated   set

	// acts are those of rules, cases and acts; near those of the field's things, one of
	// which any text of it has.
	acts, near set

	basis, footer, noise, field, topic set // ours, see below
}

// The groups of the words of Rules.Basis and Rules.Footers, and those that words of
// several rows make together: what is noise, of the field or of a topic.
const (
	basisGroup  = " basis"
	footerGroup = " footer"
	noiseGroup  = " noise"
	fieldGroup  = " field"
	topicGroup  = " topic"
)

// actingGroup is that of who acts for the public, to which names of Rules.Bodies belong.
const actingGroup = "acting"

// ours are the groups that the catalogue does not write down as groups.
var ours = []string{basisGroup, footerGroup, noiseGroup, fieldGroup, topicGroup}

// companyOf looks the groups up by their names in the catalogue.
func (b *builder) companyOf() (company, error) {
	var k company
	for _, g := range []struct {
		name string
		to   *set
	}{
		{"app", &k.app},
		{"data", &k.data},
		{"digital", &k.digital},
		{"network", &k.network},
		{"personal", &k.personal},
		{"subjects", &k.subjects},
		{"rule", &k.rule},
		{"penalty", &k.penalty},
		{"wrongs", &k.wrongs},
		{"court", &k.court},
		{"crime", &k.crime},
		{"fine", &k.fine},
		{"penal", &k.penal},
		{"sentenced", &k.sentenced},
		{"caught", &k.caught},
		{"dealt", &k.dealt},
		{"civil_claim", &k.civilClaim},
		{"civil_suit", &k.civilSuit},
		{"crime_body", &k.crimeBody},
		{"draft", &k.draft},
		{"procedure", &k.procedure},
		{"series", &k.series},
		{"roundup", &k.roundup},
		{"flaw", &k.flaw},
		{"cipher", &k.cipher},
		{"unnamed", &k.unnamed},
		{"unnamed_in_title", &k.unnamedInTitle},
		{"firm_name", &k.firmName},
		{"enumerated", &k.enumerated},
		{basisGroup, &k.basis},
		{footerGroup, &k.footer},
		{noiseGroup, &k.noise},
		{fieldGroup, &k.field},
		{topicGroup, &k.topic},
	} {
		bits, err := b.bits([]string{g.name})
		if err != nil {
			return company{}, err
		}
		*g.to = bits
	}
	for _, s := range []set{k.app, k.data, k.digital, k.network, k.personal, k.subjects} {
		k.near = k.near.plus(s)
	}
	for _, s := range []set{k.rule, k.penalty, k.wrongs, k.court, k.crime, k.app} {
		k.acts = k.acts.plus(s)
	}
	return k, nil
}
