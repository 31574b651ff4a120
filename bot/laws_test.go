package bot_test

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// lawbook knows two laws.
type lawbook struct{ unknown }

func (lawbook) Law(id feeds.LawID) (en, zh string) {
	switch id {
	case "PIPL":
		return "Personal Information Protection Law", "个人信息保护法"
	case "CSL":
		return "Cybersecurity Law", "网络安全法"
	}
	return "", ""
}

func TestARuleIsNotAmongTheLawsThatItNames(t *testing.T) {
	for _, c := range []struct {
		title, english string
		subject        feeds.LawID
		stage          feeds.Stage
		own            bool
	}{
		{"关于公布个人信息保护法的公告", "", "PIPL", feeds.StageIssued, true},
		{"中华人民共和国个人信息保护法", "", "", feeds.StageIssued, true},
		{"《个人信息保护法》（草案）", "", "", feeds.StageDraft, true},
		{"Personal Information Protection Law of the People's Republic of China", "Personal Information Protection Law of the People's Republic of China", "", feeds.StageIssued, true},
		{"Personal Information Protection Law (Draft)", "Personal Information Protection Law (Draft)", "", feeds.StageDraft, true},
		{"个人信息保护法实施办法", "Measures for Implementing the Personal Information Protection Law", "", feeds.StageIssued, false},
		{"个人信息保护法", "", "", "", false}, // a report under the law's name is not the law
	} {
		e := feeds.Event{Title: c.title, Reading: feeds.Reading{
			LegalBasis: []feeds.LawID{"PIPL", "CSL"}, Subject: c.subject, Stage: c.stage, TitleEN: feeds.Gloss{Text: c.english},
		}}
		want := []feeds.LawID{"PIPL", "CSL"}
		if c.own {
			want = want[1:]
		}
		if got := bot.LawsNamed(e, lawbook{}); !slices.Equal(got, want) {
			t.Errorf("%s: laws named %v, want %v", c.title, got, want)
		}
		if len(e.Reading.LegalBasis) != 2 {
			t.Errorf("%s: the reading was changed", c.title)
		}
	}
}
