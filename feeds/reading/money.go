package reading

import (
	"math"
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// currencies are what sums are in that are not in yuan, in front of the number in English.
var currencies = map[string]string{
	"英镑": "£", "欧元": "€", "美元": "US$", "美金": "US$", "港元": "HK$", "港币": "HK$", "澳门元": "MOP ", "澳门币": "MOP ", "葡币": "MOP ",
	"日元": "JPY ", "韩元": "KRW ", "新台币": "NT$", "台币": "NT$", "加元": "C$", "澳元": "A$", "新加坡元": "S$", "新元": "S$", "瑞郎": "CHF ", "瑞士法郎": "CHF ", "卢布": "RUB ", "里拉": "TRY ",
}

const currency = `(英镑|欧元|美元|美金|港元|港币|澳门元|澳门币|葡币|日元|韩元|新台币|台币|加元|澳元|新加坡元|新元|瑞郎|瑞士法郎|卢布|里拉)`

var (
	// foreignSum is a sum with its currency behind the number, or in front of it.
	foreignSum = pattern.MustCompile(`(\d[\d,.]*)(万亿|[万亿])?(?:多|余)?` + currency + `|` + currency + `(\d[\d,.]*)(万亿|[万亿])?元?`)
	plainSum   = pattern.MustCompile(`(\d[\d,.]*)(万亿|[万亿])?元`)
	// lowerBound ends what stands in front of the upper end of a range of fines.
	lowerBound = pattern.MustCompile(`(\d[\d,.]*)(万)?元?(?:至|到|-|—|~)$`)
	// upperBound begins what stands behind the lower end.
	upperBound = pattern.MustCompile(`^(?:至|到|-|—|~)(\d[\d,.]*)(万)?元`)
	// eachOf ends what stands in front of a sum that each of several gets or pays.
	eachOf = pattern.MustCompile(`(?:各|每人|各自|均)(?:被)?(?:处|处以)?(?:赔偿|罚款|罚金)?(?:人民币|损失|经济损失)?$|分别(?:[^。；，\d]{0,12}[处罚]|[处罚])[^。；，\d]{0,6}$`)
	// further begins what stands behind the first of a list of sums, one for each.
	further = pattern.MustCompile(`^(?:的?(?:行政)?罚款)?[、，和及]+(?:人民币)?\d`)
)

// homeCurrency is what 元 is on pages of Hong Kong and Macao; "" on all others.
func (c *composer) homeCurrency() string {
	own, _ := c.r.facts.Authority(c.w.Source)
	return map[string]string{"HK": "HK$", "MO": "MOP "}[own.Jurisdiction]
}

// foreignFine is the English of a fine that is not in yuan.
func (c *composer) foreignFine(zh string) string {
	if !strings.Contains(zh, "罚") && !strings.Contains(zh, "裁处") {
		return ""
	}
	if m := foreignSum.FindStringSubmatch(zh); m != nil {
		return "fine of " + currencies[m[3]+m[4]] + large(m[1]+m[5], m[2]+m[6])
	}
	if own := c.homeCurrency(); own != "" && !strings.Contains(zh, "人民币") {
		if m := plainSum.FindStringSubmatch(zh); m != nil {
			return "fine of " + own + large(m[1], m[2])
		}
	}
	return ""
}

// large writes a number with its unit of ten thousands or more in English.
func large(digits, unit string) string {
	n, err := strconv.ParseFloat(strings.ReplaceAll(digits, ",", ""), 64)
	if err != nil {
		return digits + unit
	}
	return money(int64(math.Round(n * map[string]float64{"": 1, "万": 1e4, "亿": 1e8, "万亿": 1e12}[unit])))
}

// behind is what stands behind a figure.
func (c *composer) behind(f feeds.Figure) string {
	text := c.w.Body
	if f.Quote.In == "title" {
		text = c.w.Title
	}
	if to := f.Quote.Offset + len(f.Quote.Text); f.Quote.Offset >= 0 && to <= len(text) {
		return feeds.Clip(text[to:], 40)
	}
	return ""
}

// spread words the fine that a text puts as a range, of which the figure is the upper
// end, or one that each of several pays.
func (c *composer) spread(f feeds.Figure, en, zh string) (string, string) {
	pre := c.inFront(f)
	if m := lowerBound.FindStringSubmatch(pre); m != nil {
		unit := m[2]
		if unit == "" && strings.Contains(f.Quote.Text, "万") && !strings.HasSuffix(strings.TrimRight(pre, "至到-—~"), "元") {
			unit = "万" // 1至10万元
		}
		low := large(m[1], unit)
		return strings.Replace(strings.Replace(en, "fine of ", "fines of ", 1), "RMB ", "RMB "+low+" to ", 1), zh[:strings.IndexAny(zh, "0123456789")] + m[0] + zh[strings.IndexAny(zh, "0123456789"):]
	}
	if m := upperBound.FindStringSubmatch(c.behind(f)); m != nil {
		return strings.Replace(en, "fine of ", "fines of ", 1) + " to " + large(m[1], m[2]), zh + m[0]
	}
	if eachOf.MatchString(pre) && !further.MatchString(c.behind(f)) {
		return en + " each", "各" + zh
	}
	return en, zh
}
