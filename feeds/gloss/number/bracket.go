package number

import (
	"fmt"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	batchRE   = pattern.MustCompile(`^(?:(\d{4})年?)?第 ?(\d+|[` + feeds.HanNumerals + `]+)(批次|批|期)(?:[，、 ]?总第(\d+|[` + feeds.HanNumerals + `]+)(?:批|期))?$`)
	yearNoRE  = pattern.MustCompile(`^(\d{4})年第(\d+)号$`)
	editionRE = pattern.MustCompile(`^(\d{4}|V?\d\.\d)年?(?:版|本|修订版|修订|修正)$`)
	romanRE   = pattern.MustCompile(`^[一二三四五六七八九十]$`)
)

var roman = strings.Fields("0 I II III IV V VI VII VIII IX X")

// InBracket renders what only a bracket holds: a batch, an edition, a part.
func InBracket(s string) (string, bool) {
	if m := batchRE.FindStringSubmatch(s); m != nil {
		n := chinese.Number(m[2])
		en := fmt.Sprintf("Batch %d", n)
		if m[3] == "期" {
			en = fmt.Sprintf("No. %d", n)
		}
		if m[1] != "" {
			en += " of " + m[1]
		}
		if m[4] != "" {
			en += fmt.Sprintf(", No. %d Overall", chinese.Number(m[4]))
		}
		return en, true
	}
	if m := yearNoRE.FindStringSubmatch(s); m != nil {
		return "No. " + m[2] + " of " + m[1], true
	}
	if m := editionRE.FindStringSubmatch(s); m != nil {
		v := strings.TrimPrefix(m[1], "V")
		switch {
		case strings.HasSuffix(s, "修订版"), strings.HasSuffix(s, "修订"):
			return v + " Revision", true
		case strings.HasSuffix(s, "修正"):
			return v + " Amendment", true
		case strings.Contains(v, "."):
			return "Version " + v, true
		}
		return v + " Edition", true
	}
	if romanRE.MatchString(s) {
		return roman[chinese.Number(s)], true
	}
	return "", false
}

// UpToTen reports a numeral of one character.
func UpToTen(zh string) bool { return romanRE.MatchString(zh) }
