package reading_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

// maxRead is what one reading may take, on a slow machine under the race
// detector: a bound against running away, not a measure.
const maxRead = time.Minute

// odd are texts that publishers and the hostile send.
func odd() map[string]feeds.Writing {
	long := func(s string, n int) string { return strings.Repeat(s, n/len(s)+1)[:n] }
	return map[string]feeds.Writing{
		"nothing":               {},
		"no title":              {Body: "现予公布，自2022年9月1日起施行。"},
		"a title of 100 KB":     {Title: long("关于《网络数据安全管理办法（征求意见稿）》公开征求意见的通知", 100<<10)},
		"a text of 10 MB":       {Title: "数据安全管理办法", Body: long("为了规范数据处理活动，保障数据安全，制定本办法。\n", 10<<20)},
		"one sentence of 1 MB":  {Title: "通报", Body: long("违规收集个人信息", 1<<20)},
		"mixed scripts":         {Title: "CAC發佈《資料外洩通報辦法》 データ保護 개인정보 Données à caractère", Body: "Персональные данные 個人資料 персональные 个人信息 \ufeffٱلْبَيَانَات"},
		"invalid UTF-8":         {Title: "国家\xff\xfe网信办\xc3", Body: "自2022年\xe5\xb9\x7f9月1日起施行\xf0\x28\x8c\x28"},
		"control characters":    {Title: "关于\x00\x07\x1b[31m下架\x7f的通报", Body: "127款\x00App\x0b\x0c存在问题"},
		"bidirectional marks":   {Title: "\u202e报通的PPA\u202c关于侵害用户权益的通报", Body: "\u2066127款\u2069App\u061c被下架"},
		"all digits":            {Title: long("20220901", 4000), Body: long("1234567890.", 60<<10)},
		"all numerals":          {Title: long("一二三四五六七八九十百千万亿", 3000), Body: long("一百零四万亿千", 100<<10)},
		"all marks":             {Title: long("《〈（“【", 3000), Body: long("》〉）”】《", 100<<10)},
		"combining marks":       {Title: "a" + long("\u0301", 9000), Body: long("e\u0301", 50<<10)},
		"dates without end":     {Title: "公告", Body: long("自2022年9月1日至2022年10月9日止，", 40<<10)},
		"a day that is not one": {Title: "公告", Body: "自2022年13月45日起施行，请于0000年0月0日前反馈意见。"},
		"rows":                  {Title: "关于侵害用户权益APP的通报", Body: long("1\t某某\t小米应用商店\t1.0\t违规收集个人信息\n", 60<<10)},
	}
}

func TestOddTextsAreReadOrRefused(t *testing.T) {
	for name, w := range odd() {
		t.Run(name, func(t *testing.T) { mustRead(t, w) })
	}
}

// mustRead reads w and checks what holds of every reading.
func mustRead(t *testing.T, w feeds.Writing) {
	t.Helper()
	start := time.Now()
	out := reader(t).Read(w)
	if took := time.Since(start); took > maxRead {
		t.Errorf("took %s, at most %s", took, maxRead)
	}
	if strings.HasPrefix(out.Refused, "reading the text failed") {
		t.Errorf("a part broke: %s", out.Refused)
	}
	if out.Relevance == "" || out.Section == "" || out.Version == "" {
		t.Errorf("relevance %q, section %q, version %q: want an answer", out.Relevance, out.Section, out.Version)
	}
	if len(out.Summary) > 4 {
		t.Errorf("%d sentences, at most 4", len(out.Summary))
	}
	for _, s := range out.Summary {
		if len(s.Quotes) == 0 {
			t.Errorf("%q rests on no quote", s.EN)
		}
		if utf8.ValidString(w.Title+w.Body) && !utf8.ValidString(s.EN) {
			t.Errorf("%q is not valid UTF-8", s.EN)
		}
	}
}

func FuzzReading(f *testing.F) {
	for _, w := range odd() {
		if len(w.Title)+len(w.Body) < 8<<10 {
			f.Add(w.Title, w.Body, string(w.Source))
		}
	}
	f.Add("关于国家标准《信息安全技术 网络数据分类分级要求》征求意见稿征求意见的通知", "请于2022年11月13日前将意见反馈至秘书处。", "TC260")
	f.Add("MIIT names 38 apps for excessive permission requests", "The ministry told developers to rectify by November 9.", "MIIT")
	f.Fuzz(func(t *testing.T, title, body, source string) {
		mustRead(t, feeds.Writing{Title: title, Body: body, Source: feeds.AuthorityID(source), Published: "2022-09-14"})
	})
}
