package name

import (
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/number"
	"github.com/regwire/regwire/feeds/pattern"
)

// Institution is the English of one that a place stands before: a term, or words that
// are all known in front of what such bodies are called.
func (rd *Reader) Institution(zh string) (string, bool) {
	if w, ok := rd.terms.Word(zh); ok {
		return w.EN, w.Kind == "org" || officeEnd.MatchString(zh)
	}
	if n, ok := strings.CutSuffix(zh, "中院"); ok && number.UpToTen(n) {
		return "No. " + strconv.Itoa(chinese.Number(n)) + " Intermediate People's Court", true
	}
	for _, body := range bodies {
		field, ok := strings.CutSuffix(zh, body.zh)
		if !ok || len(field) < len("数据") || len(field) > maxField || strings.HasPrefix(field, "政府") {
			continue
		}
		if en, ok := rd.field(field); ok {
			return en + " " + body.en, true
		}
	}
	return "", false
}

// officeEnd ends what may be one office of a place, although the term is of such offices.
var officeEnd = pattern.MustCompile(`.(?:局|办公室|联合会|总工会|海关|政协|集团)$`)

const maxField = 12 * len("数")

// bodies are what local institutions are called.
var bodies = []struct{ zh, en string }{
	{"管理委员会", "Administrative Committee"}, {"委员会", "Commission"}, {"管理局", "Administration"}, {"监管局", "Regulatory Bureau"}, {"局", "Bureau"}, {"厅", "Department"}, {"管理中心", "Management Center"}, {"服务中心", "Service Center"},
}

// unnamed are places that those who write in them need not name: 省教育厅.
var unnamed = map[string]string{"省": "Provincial", "市": "Municipal", "自治区": "Regional", "自治州": "Prefectural", "县": "County"}

// Unplaced is an institution of such a place.
func (rd *Reader) Unplaced(s string) (string, bool) {
	for zh, en := range unnamed {
		if rest, ok := strings.CutPrefix(s, zh); ok {
			inst, ok := rd.Institution(rest)
			return en + " " + inst, ok && !strings.Contains(inst, " of the ") // whose place is within
		}
	}
	return "", false
}
