package feeds

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestCleanRemovesWhatDeceives(t *testing.T) {
	for in, want := range map[string]Text{
		"关于《办法》的通知（2022年第8号）":                       "关于《办法》的通知（2022年第8号）",
		"a\u202eb\u200bc\ufeffd":                    "abcd",
		"1\u061c0\u00ad0\u180e万\u2066元\u2069\ufff9": "100万元",
		"名\u3164\u1160\uffa0称":                      "名称",
		"one\u2028two":                              "one two",
		"e\u0301":                                   "é",
		"bad\xffbyte":                               "bad\ufffdbyte",
		"tab\tand\nline":                            "tab\tand\nline",
		"o" + strings.Repeat("\u0327", 20):          Text("o" + strings.Repeat("\u0327", 8)),
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanLineStaysOnOneLine(t *testing.T) {
	for in, want := range map[string]Text{
		"": "", " ": "", " a  b\n c ": "a b c", "通知 公告": "通知 公告", "通知\u3000公告": "通知 公告", "a b": "a b",
	} {
		if got := CleanLine(in); got != want {
			t.Errorf("CleanLine(%q) = %q, want %q", in, got, want)
		}
	}
}

// Text that is recognised as clean has to be what cleaning would make of it.
func TestShortWayCleansAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOf(rapid.RuneFrom([]rune("a z\u00e9\u0301\u0327通知《》（）“”—…·、。\u3000\u302a\u3099か\uff01\uff9e\u200b\u202e\u2028\n\t\ufffd\u00ad\u061c\u3164\uffa0\u0600")))
		s := rapid.OneOf(word, rapid.String()).Draw(t, "s")
		if got, want := Clean(s), clean(s); got != want {
			t.Fatalf("Clean(%q) = %q, the long way %q", s, got, want)
		}
		if got, want := CleanLine(s), Text(strings.Join(strings.Fields(string(clean(s))), " ")); got != want {
			t.Fatalf("CleanLine(%q) = %q, the long way %q", s, got, want)
		}
	})
}

func TestFingerprintTellsBodiesApart(t *testing.T) {
	seen := map[string]string{}
	for _, body := range []string{"", "\x00", "\x00\x00", "a", "b", "ab", "ba", strings.Repeat("a", 1000), strings.Repeat("a", 1001)} {
		f := Fingerprint([]byte(body))
		if f == "" || f != Fingerprint([]byte(body)) {
			t.Errorf("fingerprint of %.10q is not steady: %q", body, f)
		}
		if other, ok := seen[f]; ok {
			t.Errorf("%.10q and %.10q have one fingerprint", body, other)
		}
		seen[f] = body
	}
}

// FuzzClean holds that what is cleaned is valid, stays as it is when it is cleaned again,
// and holds no control or format character but line breaks and tabs.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{"关于\u202e办法", "e\u0301\u200d\u0327\xff", "a\u061c\u00ad\u3164b\u2028c", "\u0600\u1160\U000e0041", "\ufeff\r\n\t"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := string(Clean(s))
		if again := string(Clean(c)); again != c || !utf8.ValidString(c) {
			t.Errorf("%q becomes %q, and that %q", s, c, again)
		}
		for _, r := range c {
			if unicode.IsControl(r) && r != '\n' && r != '\t' || isFormat(r) {
				t.Errorf("%q keeps %U", s, r)
			}
		}
		if line := string(CleanLine(s)); strings.ContainsAny(line, "\n\t") || string(CleanLine(line)) != line {
			t.Errorf("%q becomes the line %q", s, line)
		}
	})
}

// TestTitlesFoldAlike: width, case, brackets, quotes, dashes and blanks are how one is typed.
func TestTitlesFoldAlike(t *testing.T) {
	for _, s := range []string{"《App管理办法》[2026]1号-通知", "〈ＡＰＰ管理办法〉〔2026〕１号——通知", "《 “app”管理办法 》【2026】1号－通知"} {
		got := strings.ReplaceAll(FoldTitle(s), "--", "-")
		if want := "《app管理办法》[2026]1号-通知"; got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	if a, b := FoldTitle("办法（试行）"), FoldTitle("办法"); a == b {
		t.Errorf("%q is another title than %q", a, b)
	}
}
