package gloss

import (
	"slices"
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/grammar"
	"github.com/regwire/regwire/feeds/gloss/name"
	"github.com/regwire/regwire/feeds/gloss/number"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// slot renders what a slot of a frame holds; false where it may not hold that.
func (r *titling) slot(name, zh string) (string, bool) {
	switch name {
	case "ORG":
		return r.orgSlot(zh)
	case "HEAD":
		return r.headSlot(zh)
	case "DOC":
		return r.documents(zh), strings.Contains(zh, "《") || !asserting.MatchString(zh)
	case "NO":
		return strconv.Itoa(chinese.Number(zh)), true
	case "N", "M":
		return number.Count(zh), true
	case "FATE":
		return fate(zh), true
	case "BATCH":
		return number.InBracket(zh)
	case "PLAN":
		return proposals[zh], true
	case "KIND":
		return english.Singular(r.Phrase(strings.TrimPrefix(zh, "等"))), true
	case "YEAR":
		return zh, true
	case "WHO":
		t := r.Segment(zh)
		if _, _, lost := r.LeakOf(t); lost {
			return "", false // what got out is not who is blamed
		}
		if _, at := grammar.DoerAt(t, false); grammar.Branded(t) || at > 0 && !grammar.Modifies(t) || len(t) > 1 && (t[len(t)-1].Is("各") || t[0].Verb() && t[1].Kind != token.Known) {
			return "", false // 知网违法处理个人信息 tells what for, 获利3万元 nobody
		}
		return r.Topic(t, true), true
	case "ACT":
		return r.Act(zh), true
	case "WORK":
		return r.workSlot(zh), true
	case "DEED":
		return r.Deed(zh)
	case "DID":
		return r.Doing(r.Segment(zh), false)
	case "PARTY", "OTHER":
		return r.partiesSlot(zh), true
	case "ONE":
		return "a " + english.Singular(r.Phrase(zh)), true // tidy makes it "an"
	case "ANY":
		up, ok := r.Deeper()
		defer up()
		if ok {
			return r.title(zh), true
		}
	case "SUBJ":
		return r.Subject(zh), true
	case "A":
		return r.aboutSlot(zh), true
	}
	return r.Phrase(zh), true
}

// asserting is a clause that says or asks what must be, which no document is called.
var asserting = pattern.MustCompile(`须|不得|如何|怎么|怎样|是否`)

func (r *titling) orgSlot(zh string) (string, bool) {
	if zh == "" {
		return "", true
	}
	if en, ok := r.Try(func() (string, bool) { return r.Issuers(zh) }); ok {
		return en, true
	}
	if name.IsProvince(zh) {
		r.Many = false
		return r.PlaceName(zh) // 福建通报三起案例
	}
	return r.unlisted(zh)
}

func (r *titling) headSlot(zh string) (string, bool) {
	for _, h := range r.of.rules.Terms.Types() {
		if h.ZH == zh {
			return h.EN, true
		}
	}
	w, ok := r.of.rules.Terms.Word(zh)
	if !ok {
		return "", false
	}
	return w.EN, true
}

// partiesSlot lists who goes to court together, or against whom.
func (r *titling) partiesSlot(zh string) string {
	named := strings.TrimSuffix(zh, "等")
	var out []string
	for p := range strings.SplitSeq(andParty.ReplaceAllString(named, "$1、$2"), "、") {
		out = append(out, r.Phrase(p))
	}
	if named != zh {
		out = append(out, "Others")
	}
	return english.Join(out)
}

// andParty joins two of them by a word.
var andParty = pattern.MustCompile(`(公司|医院|学校|大学|银行|平台|某|\))[和与及](\p{Han})`)

func (r *titling) workSlot(zh string) string {
	if m := campaign.FindStringSubmatch(zh); m != nil {
		return r.Subject(m[1])
	}
	if en, ok := r.Try(func() (string, bool) { return r.Agreed(zh) }); ok {
		return en
	}
	if t := r.Segment(zh); len(t) == 0 || !t[0].Deed() {
		if en, ok := r.workOfPlace(t); ok {
			return en
		}
		if en, ok := r.Doing(t, false); ok {
			return en
		}
		return r.Subject(zh)
	}
	return grammar.TheDeed(r.Act(zh))
}

// workOfPlace is what a place may take up: 同意深圳市开展试点.
func (r *titling) workOfPlace(t []token.Token) (string, bool) {
	n := slices.IndexFunc(t, token.Token.Deed)
	if n < 1 || n+1 >= len(t) || !t[n].Verb() || t[n-1].Kind != token.Known || t[n-1].Word.Kind != "place" && !regions.MatchString(t[n-1].ZH) || grammar.Modifies(t[:n]) {
		return "", false
	}
	who := grammar.Possessive(r.Linear(t[:n]))
	return who + " " + strings.TrimPrefix(r.Subject(grammar.Text(t[n:])), "the "), true
}

// regions end the name of several places together.
var regions = pattern.MustCompile(`(?:地区|湾区|片区|新区|试验区)$`)

// aboutSlot is what something is about: what is involved, or what somebody does.
func (r *titling) aboutSlot(zh string) string {
	if en, ok := r.of.rules.Names.Unplaced(zh); ok {
		return en // 省教育厅
	}
	t := r.Segment(zh)
	if grammar.Touches(t) {
		return "Involving " + r.Subject(grammar.Text(t[1:])) // 涉数据权益司法保护
	}
	if len(t) > 2 && grammar.FailsIn(t[:1]) != nil && t[1].Deed() && !grammar.Modifies(t) && !grammar.DoesDeed(t[len(t)-1]) {
		return r.Act(zh) // 未履行保护义务
	}
	if en, ok := r.Doing(t, false); ok && !strings.ContainsAny(zh, " ：，；") {
		return en
	}
	return r.Phrase(zh)
}
