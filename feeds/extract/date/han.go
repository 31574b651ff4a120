package date

import (
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// hanDate is a day in Han numerals, as documents are signed: 二〇二五年九月十五日. The year may
// be in digits, and its noughts those of another script.
var hanDate = pattern.MustCompile(`((?:19|20)\d{2}|二[〇○ＯOo零0][〇○ＯOo零0一二三四五六七八九]{2})年\s*(元|\d{1,2}|[一二三四五六七八九十]{1,2})月\s*(\d{1,2}|[一二三四五六七八九十廿卅]{1,3})日`)

var hanDigits = strings.NewReplacer(
	"〇", "0", "○", "0", "Ｏ", "0", "O", "0", "o", "0", "零", "0", "元", "1",
	"一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9",
)

// InDigits writes days in Han numerals in digits.
func InDigits(s string) string {
	if !strings.Contains(s, "年") || !strings.ContainsAny(s, "元一二三四五六七八九十廿") {
		return s
	}
	return hanDate.ReplaceAllStringFunc(s, func(d string) string {
		m := hanDate.FindStringSubmatch(d)
		return hanDigits.Replace(m[1]) + "年" + hanNumber(m[2]) + "月" + hanNumber(m[3]) + "日"
	})
}

// scores are numerals for two and three tens, as almanacs write them.
var scores = strings.NewReplacer("廿", "二十", "卅", "三十")

// hanNumber is a number up to 199: 九, 十, 十五, 二十, 三十一, 一百一十五. What is in digits stays.
func hanNumber(s string) string {
	if _, rest, hundred := strings.Cut(s, "百"); hundred {
		n, _ := strconv.Atoi(hanNumber(strings.TrimLeft(rest, "零〇○"))) // none for a full hundred
		return strconv.Itoa(100 + n)
	}
	tens, ones, ten := strings.Cut(scores.Replace(s), "十")
	if !ten {
		return hanDigits.Replace(s)
	}
	n := 10
	if tens != "" {
		t, _ := strconv.Atoi(hanDigits.Replace(tens)) // one numeral, as the pattern says
		n = 10 * t
	}
	if ones != "" {
		o, _ := strconv.Atoi(hanDigits.Replace(ones))
		n += o
	}
	return strconv.Itoa(n)
}

var (
	// rocNamed is a year of the Republic of China that says so, rocYear a day that does not.
	rocNamed = pattern.MustCompile(`民[国國]\s*(\d{2,3}|一百[一二三四五六七八九十零〇○]{0,4})\s*年`)
	rocYear  = pattern.MustCompile(`(^|[^0-9./年-])(1[0-4]\d|[89]\d)(\s*[-/.年]\s*(?:0?[1-9]|1[0-2])\s*[-/.月]\s*\d{1,2}(?:[^0-9]|$))`)
)

// firstRepublican is the year before the first of the Republic of China.
const firstRepublican = 1911

// ofReiwa is the year before the first of the Japanese era of 2019.
const ofReiwa = 2018

// commonEra writes years that name their era as the others are.
func commonEra(s string) string {
	if strings.Contains(s, "民") {
		s = rocNamed.ReplaceAllStringFunc(s, func(named string) string {
			return yearOfEra(firstRepublican, rocNamed.FindStringSubmatch(named)[1]) + "年"
		})
	}
	if strings.Contains(s, "令和") {
		s = reiwa.ReplaceAllStringFunc(s, func(named string) string {
			return yearOfEra(ofReiwa, reiwa.FindStringSubmatch(named)[1]) + "年"
		})
	}
	return s
}

// yearOfEra is the common year of one that is counted from another.
func yearOfEra(first int, year string) string {
	n, _ := strconv.Atoi(hanNumber(year)) // numerals, as the patterns say
	return strconv.Itoa(n + first)
}

// commonYear writes years of the Republic of China that do not say so as the others are.
func (c Context) commonYear(s string) string {
	if !c.ROC {
		return s
	}
	return rocYear.ReplaceAllStringFunc(s, func(d string) string {
		m := rocYear.FindStringSubmatch(d)
		return m[1] + yearOfEra(firstRepublican, m[2]) + m[3]
	})
}

// IsROC reports whether a host is one of Taiwan's.
func IsROC(host string) bool {
	return strings.HasSuffix(feeds.HostName(host), ".tw")
}
