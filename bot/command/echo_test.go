package command_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/feeds"
)

// placed is a catalogue that knows where authorities are.
type placed struct {
	bottest.Names
	regions map[feeds.AuthorityID]string
}

func (p placed) Region(a feeds.AuthorityID) string { return p.regions[a] }

// TestARuleShowsWhatProvincesMadeOfIt: the rule shows the guides of provinces that name
// it, each of those the others, and neither what only shares a topic or a statute.
func TestARuleShowsWhatProvincesMadeOfIt(t *testing.T) {
	o := newOffice(t)
	o.desk.Catalog.Regions, o.desk.Catalog.AuthorityIDs = []string{"CN", "CN-JS", "CN-SH", "CN-ZJ", "HK"}, []string{"CAC", "JSCAC", "SHCAC", "ZJCAC", "PCPD"}
	o.desk.Catalog.Names = placed{regions: map[feeds.AuthorityID]string{"JSCAC": "CN-JS", "SHCAC": "CN-SH", "ZJCAC": "CN-ZJ", "CAC": "CN", "PCPD": "HK"}}
	rule := func(w feeds.WorkspaceID, title string, by feeds.AuthorityID, edit func(*feeds.Reading)) string {
		return string(o.publish(w, title, func(i *feeds.Item) {
			i.Reading.Authorities, i.Reading.Stage = []feeds.AuthorityID{by}, feeds.StageIssued
			edit(&i.Reading)
		}))
	}
	names := func(laws ...feeds.LawID) func(*feeds.Reading) {
		return func(r *feeds.Reading) { r.LegalBasis = laws }
	}
	national := rule("", "数据出境安全评估办法", "CAC", func(r *feeds.Reading) { r.Subject = "安全评估办法" })
	js, sh := rule("", "江苏指引", "JSCAC", names("网络安全法", "安全评估办法")), rule("", "上海指引", "SHCAC", names("安全评估办法"))
	own := rule(there.Workspace(), "内部", "ZJCAC", names("安全评估办法"))
	for title, edit := range map[string]func(*feeds.Reading){
		"法律": names("网络安全法", "网络数据安全管理条例"),
		"他题": func(r *feeds.Reading) {
			r.LegalBasis, r.Topics = []feeds.LawID{"安全评估办法"}, []feeds.Topic{"app_enforcement"}
		},
		"案件": func(r *feeds.Reading) {
			r.LegalBasis, r.Section = []feeds.LawID{"安全评估办法"}, feeds.EnforcementCase
		},
		"报道": func(r *feeds.Reading) { r.LegalBasis, r.DocType = []feeds.LawID{"安全评估办法"}, "press" },
		"无关的": func(r *feeds.Reading) {
			r.LegalBasis, r.Relevance = []feeds.LawID{"安全评估办法"}, feeds.NotRelevant
		},
	} {
		rule("", title, "ZJCAC", edit)
	}
	rule("", "香港", "PCPD", names("安全评估办法"))
	ann, bob := o.person(here, "Ann"), o.person(there, "Bob")
	echoes := func(p person, id, head string, want ...string) {
		t.Helper()
		answer := p.say("item " + id)
		_, rest, found := strings.Cut(answer, head)
		if found != (len(want) > 0) || strings.Count(rest, "published") != len(want) {
			t.Errorf("item %s: want %q in\n%s", id, want, answer)
		}
		for _, w := range want {
			if !strings.Contains(rest, "["+w+"]") {
				t.Errorf("item %s lacks %s in\n%s", id, w, answer)
			}
		}
	}
	echoes(ann, national, "2 documents of provinces that name it", sh, js)
	echoes(ann, js, "1 document of other provinces that names the same rule", sh)
	echoes(ann, sh, "1 document of other provinces", js)
	echoes(bob, sh, "2 documents of other provinces", js, own)
	law := rule("", "法律二", "SHCAC", names("网络安全法", "网络数据安全管理条例"))
	echoes(ann, law, "of other provinces")
	newer := rule("", "浙江指引", "ZJCAC", names("安全评估办法"))
	for id, want := range map[string]string{js: "CN-ZJ " + newer + " CN-SH " + sh, national: "", own: "CN-SH " + sh + " CN-JS " + js} {
		e, _, err := o.desk.Items.Event(t.Context(), feeds.EventID(id))
		if err != nil {
			t.Fatal(err)
		}
		list, err := o.desk.Others(t.Context(), e)
		var got []string
		for _, other := range list {
			got = append(got, other.Region, string(other.Event.ID))
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("others beside %s: %v, %v; want %s", id, got, err, want)
		}
	}
}
