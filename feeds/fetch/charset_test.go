package fetch_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/regwire/regwire/feeds/fetch"
)

const (
	chinese     = "国家互联网信息办公室关于《网络安全审查办法（征求意见稿）》公开征求意见的通知，意见反馈截止时间为2022年10月31日。"
	traditional = "個人資料私隱專員公署就資料外洩事故發表調查報告，並要求有關機構採取措施保護個人資料。"
	japaneseTxt = "個人情報保護委員会は、個人情報の取扱いに関するガイドラインの改正案について意見を募集しています。"
	koreanTxt   = "개인정보보호위원회는 개인정보 처리방침에 대한 의견을 수렴하고 있으며 이에 관한 공고를 하였다."
	french      = "La délégation à la protection des données a été créée; les règles européennes s'appliquent à tous."
	rare        = "关于镕基、喆、囧、㙍、𠮷等字的说明" // not in gb2312, the last ones not in gbk
)

func encode(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	out, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecode(t *testing.T) {
	gb := simplifiedchinese.GB18030
	page := func(head, body string) string {
		return "<html><head>" + head + "</head><body>" + body + "</body></html>"
	}
	const czech = "Úřad pro ochranu osobních údajů uložil pokutu za předání údajů bez souhlasu; příští kontrola začne ještě letos."
	late := "<html><head><script>if (old) { document.write('<meta charset=gbk>'); }</script><style>" + strings.Repeat("p { color: red }\n", 200) + `</style><meta charset="windows-1250"><title>` + "</title></head><body>"
	meta := page(`<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">`, rare)
	tests := []struct {
		name              string
		raw               []byte
		header, declared  string
		want, wantCharset string
	}{
		{"plain", []byte(chinese), "text/html; charset=utf-8", "", chinese, "utf-8"},
		{"unlabelled UTF-8", []byte(chinese), "", "", chinese, "utf-8"},
		{"ASCII", []byte("notice"), "", "", "notice", "utf-8"},
		{"empty", nil, "text/html; charset=gbk", "", "", "gb18030"},
		{"BOM before JSON", []byte("\ufeff\ufeff{}"), "application/json", "", "{}", "utf-8"},
		{"BOM beats header", []byte("\ufeff" + chinese), "text/html; charset=gbk", "", chinese, "utf-8"},
		{"UTF-16 with BOM", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), chinese), "", "", chinese, "utf-16le"},
		{"UTF-16 without BOM", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), page("", chinese)), "text/html; charset=utf-8", "", page("", chinese), "utf-16le"},
		{"UTF-16 the other way round", encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), page("", chinese)), "", "gb2312", page("", chinese), "utf-16be"},
		{"a stray zero", []byte(chinese + "\x00"), "", "", chinese + "\x00", "utf-8"},
		{"gb2312 in header is GB18030", encode(t, gb, rare), "text/html; charset=gb2312", "", rare, "gb18030"},
		{"gbk in quotes", encode(t, gb, chinese), `text/html;Charset = "GBK"; x`, "", chinese, "gb18030"},
		{"gb2312 in meta", encode(t, gb, meta), "text/html", "", meta, "gb18030"},
		{"charset meta", encode(t, gb, page(`<meta charset=GBK>`, chinese)), "", "", page(`<meta charset=GBK>`, chinese), "gb18030"},
		{"meta wrong in Czech", []byte(page(`<meta charset="iso-8859-2">`, czech)), "text/html", "", page(`<meta charset="iso-8859-2">`, czech), "utf-8"},
		{"late meta", encode(t, charmap.Windows1250, late+czech), "text/html", "", late + czech, "windows-1250"},
		{"XML declaration", encode(t, gb, `<?xml version="1.0" encoding="GB2312"?><a>`+chinese), "", "", `<?xml version="1.0" encoding="GB2312"?><a>` + chinese, "gb18030"},
		{"meta in a comment", []byte(`<!-- <meta charset=gbk> -->` + chinese), "", "", `<!-- <meta charset=gbk> -->` + chinese, "utf-8"},
		{"meta says UTF-16", []byte(`<meta charset=utf-16>` + chinese), "", "", `<meta charset=utf-16>` + chinese, "utf-8"},
		{"rule", encode(t, gb, "数据"), "", "gb2312", "数据", "gb18030"},
		{"header beats rule", []byte(chinese), "text/html; charset=utf-8", "gb2312", chinese, "utf-8"},
		{"alias", encode(t, gb, chinese), "text/html; charset=cp936", "", chinese, "gb18030"},
		{"header wrong: UTF-8 for GBK", encode(t, gb, chinese), "text/html; charset=utf-8", "", chinese, "gb18030"},
		{"header wrong: GBK for UTF-8", []byte(chinese), "text/html; charset=gbk", "", chinese, "utf-8"},
		{"meta wrong", []byte(page(`<meta charset=gb2312>`, chinese)), "text/html", "", page(`<meta charset=gb2312>`, chinese), "utf-8"},
		{"meta wrong in short English", []byte(page(`<meta charset=gbk>`, "Guidance on consent · Zürich office © 2026")), "text/html; charset=gbk", "", page(`<meta charset=gbk>`, "Guidance on consent · Zürich office © 2026"), "utf-8"},
		{"GBK in English", encode(t, gb, page(`<meta charset=gbk>`, "Guidance on consent 登录 每年 美国")), "text/html; charset=gbk", "", page(`<meta charset=gbk>`, "Guidance on consent 登录 每年 美国"), "gb18030"},
		{"Latin-1 header nobody set", encode(t, gb, meta), "text/html; charset=ISO-8859-1", "", meta, "gb18030"},
		{"Latin-1 header, nothing else", encode(t, gb, page("", chinese)), "text/html; charset=ISO-8859-1", "", page("", chinese), "gb18030"},
		{"quotes of Windows", []byte("The Commissioner said that \x93the matter\x94 is closed \x96 and the company\x92s fine stands."), "text/html; charset=iso-8859-1", "", "The Commissioner said that “the matter” is closed – and the company’s fine stands.", "windows-1252"},
		{"Latin-1 that is meant", encode(t, charmap.Windows1252, french), "text/html; charset=ISO-8859-1", "", french, "windows-1252"},
		{"unknown label", []byte(chinese), "text/html; charset=klingon", "", chinese, "utf-8"},
		{"Big5 label", encode(t, traditionalchinese.Big5, traditional), "text/html; charset=big5", "", traditional, "big5"},
		{"few UTF-8 characters under GBK", []byte("数据"), "text/html; charset=gbk", "", "数据", "utf-8"},
		{"GBK that is valid UTF-8", encode(t, gb, "联通"), "text/html; charset=gbk", "", "联通", "gb18030"},
		{"Latin-1 header, Chinese rule", encode(t, gb, chinese), "text/html; charset=iso-8859-1", "gb2312", chinese, "gb18030"},
		{"detected GBK", encode(t, gb, chinese), "", "", chinese, "gb18030"},
		{"detected short GBK", encode(t, gb, "联通"), "", "gbk", "联通", "gb18030"},
		{"detected Big5", encode(t, traditionalchinese.Big5, traditional), "", "", traditional, "big5"},
		{"detected Shift_JIS", encode(t, japanese.ShiftJIS, japaneseTxt), "", "", japaneseTxt, "shift_jis"},
		{"detected EUC-JP", encode(t, japanese.EUCJP, japaneseTxt), "", "", japaneseTxt, "euc-jp"},
		{"detected EUC-KR", encode(t, korean.EUCKR, koreanTxt), "", "", koreanTxt, "euc-kr"},
		{"detected Latin", encode(t, charmap.Windows1252, french), "", "", french, "windows-1252"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body, charset, replaced := fetch.Decode(tt.raw, tt.header, tt.declared)
			if string(body) != tt.want || charset != tt.wantCharset || replaced != 0 {
				t.Errorf("got %q from %q with %d replaced; want %q from %q", body, charset, replaced, tt.want, tt.wantCharset)
			}
		})
	}
}

func TestDecodeCountsWhatIsLost(t *testing.T) {
	long := strings.Repeat(chinese, 20)
	tests := []struct {
		name     string
		raw      []byte
		header   string
		charset  string
		replaced int
	}{
		{"a byte lost in UTF-8", []byte(long + "\xe5\x9b" + "end"), "text/html; charset=utf-8", "utf-8", 2},
		{"lone lead byte in GBK", append(encode(t, simplifiedchinese.GB18030, long), 0xff, ' ', 0xff), "text/html; charset=gbk", "gb18030", 2},
		{"U+FFFD of the publisher's own", []byte(long + "\uFFFD"), "text/html; charset=utf-8", "utf-8", 0},
		{"and in GB18030", encode(t, simplifiedchinese.GB18030, long+"\uFFFD"), "text/html; charset=gb18030", "gb18030", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body, charset, replaced := fetch.Decode(tt.raw, tt.header, "")
			if charset != tt.charset || replaced != tt.replaced || !strings.HasPrefix(string(body), long) {
				t.Errorf("charset %q, %d replaced; want %q, %d", charset, replaced, tt.charset, tt.replaced)
			}
		})
	}
}

func FuzzCharset(f *testing.F) {
	f.Add([]byte(chinese), "text/html; charset=gbk", "")
	f.Add(encode(f, simplifiedchinese.GB18030, chinese+rare), "text/html", "gb2312")
	f.Add([]byte("<?xml encoding='euc-kr'?>\xff\xfe\x80"), "", "big5")
	f.Add([]byte("\xfe\xff\x00"), "charset", "hz-gb-2312")
	f.Add([]byte("<meta charset=iso-2022-jp>\x1b$B\xff"), "text/html; charset=\xff", "utf-16")
	f.Fuzz(func(t *testing.T, raw []byte, header, declared string) {
		body, charset, replaced := fetch.Decode(raw, header, declared)
		if !utf8.Valid(body) || strings.HasPrefix(string(body), "\ufeff") {
			t.Errorf("%q becomes %q", raw, body)
		}
		if charset == "" || replaced < 0 || replaced > strings.Count(string(body), "\uFFFD") {
			t.Errorf("%q: charset %q, %d replaced in %q", raw, charset, replaced, body)
		}
	})
}
