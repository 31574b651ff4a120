package reading_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// TestSumsAreToldForWhatTheyAre: only what was imposed is a penalty, only what the
// text says was taken is confiscated, and no sum of another currency is in yuan.
func TestSumsAreToldForWhatTheyAre(t *testing.T) {
	const title = "法院宣判一起侵犯公民个人信息案"
	for _, c := range []struct {
		title, body string
		source      feeds.AuthorityID
		says, not   string
	}{
		{title, "被告人出售公民个人信息12万条，违法所得8.6万元，被判处罚金10万元。", "COURT-JS", "Sums stated: illegal gains of RMB 86,000.", "confiscated"},
		{title, "判决没收违法所得8.6万元，并处罚金10万元。", "COURT-JS", "illegal gains of RMB 86,000 confiscated", "Sums stated"},
		{"公安机关侦破侵犯公民个人信息案", "抓获犯罪嫌疑人20名，涉案金额4000余万元。", "MPS", "Sums stated: more than RMB 40 million involved.", "Penalty"},
		{"法院判决一起个人信息保护纠纷案", "法院判决被告赔偿原告2万元。", "COURT-JS", "Sums stated: damages of RMB 20,000.", "Penalty"},
		{"個人資料保護局就商場攝錄人臉資料作出處罰", "該局科處罰款澳門幣4萬元。", "DSPDP", "", "RMB"},
	} {
		var told []string
		for _, s := range reader(t).Read(feeds.Writing{Title: c.title, Body: c.body, Source: c.source, Published: "2024-09-09"}).Summary {
			told = append(told, s.EN)
		}
		if all := strings.Join(told, " "); !strings.Contains(all, c.says) || strings.Contains(all, c.not) {
			t.Errorf("%s: %q, want %q and no %q", c.body, all, c.says, c.not)
		}
	}
}
