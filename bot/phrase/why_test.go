package phrase

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
)

// reasoned is the program's text that gives reasons, and the forms it gives them in.
var reasoned = []struct {
	files string // a folder, or one file
	forms []string
}{
	{"feeds/fetch", []string{`\bblocked\(`, `errorVerdict\(`, `throttledVerdict\(`, `verdict\{[^"{}]*`, `[rR]eason: +`, `Reason = `, `\t\{(?:is|says|as|noProxy|noSuchHost|badCertificate|timedOut)\b[^\n]*, `}},
	{"feeds/extract", []string{`\b[fF]ailed\(`, `Reason: +`, `Unread = `, `Unread = fmt.Sprintf\(`, `[wW]arnings, `, `[wW]arnings, fmt.Sprintf\(`, `return req, fmt.Sprintf\(`}},
	{"feeds/poll", []string{`Quarantine = [^"\n]*`, `reason = [^"\n]*`, `Unread = `, `warnings, fmt.Sprintf\(`, `return fmt.Sprintf\(`}},
	{"feeds/attach", []string{`Unread: `, `Unread = `, `Unread = fmt.Sprintf\(`, `return "", `, `\berr[A-Z]\w+ += \w+\.\w+\(`, `return c, fmt.Errorf\(`}},
	{"feeds/render", []string{`return (?:a|answer\{\}), \w+\.\w+\(`}},
	{"feeds/facts/apps/apps.go", []string{`\t\t\treturn `}},
	{"feeds/reading", []string{`refused = fmt.Sprintf\(`, `w.Unread = `, `err = fmt.Errorf\(`}},
	{"store", []string{`Reason: `, `Reason = fmt.Sprintf\(`, `\.Held, \w+\.HeldAt = `}},
	{"cmd/regwire/house.go", []string{`Disabled = `}},
	{"bot/outbox", []string{`Reason: `, `Code: `, `Reason: fmt.Sprintf\(`, `return fmt.Sprintf\(`}},
	{"bot", []string{`Fix: `, `Code: `}},
	{"bot/slack", []string{`\b[fF]ix: +`, `\bfix[A-Z]\w* += `, `\.Fix = `, `Code: `}},
	{"bot/teams", []string{`\b[fF]ix: +`, `\bfix[A-Z]\w* += `, `\{"AADSTS\d+", `, `, pe\.Fix = \w+\.\w+, `, `Code: `}},
	{"bot/webhook", []string{`\b[fF]ix: +`, `\bfix[A-Z]\w* += `, `Code: `}},
	{"bot/console", []string{`Code: `}},
}

// verbs are the places of a format.
var verbs = regexp.MustCompile(`%(?:\.\d)?[a-z]`)

// parted are constants that a value follows, each with a whole sentence.
var parted = map[string]string{
	"add the scope":                 "add the scope chat:write to the app (OAuth & Permissions), then install it to the workspace again",
	"the workspace limits editing;": "the workspace limits editing; nothing to do: it is tried again by itself",
	"the rule for rows matches nothing, the rows were found by": "the rule for rows matches nothing, the rows were found by their titles",
}

// sentences are the reasons of a file: what is put together of several constants is
// said part by part.
func sentences(t *testing.T, path string, form *regexp.Regexp) []string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range form.FindAllSubmatch(raw, -1) {
		s := strings.TrimSuffix(strings.TrimSuffix(strings.ReplaceAll(string(m[1]), `\"`, `"`), " "), ":")
		s = cmp.Or(parted[s], s)
		if s = verbs.ReplaceAllString(s, "7"); strings.Contains(s, " ") && !strings.HasPrefix(s, "(") && s != "7: 7" {
			out = append(out, s)
		}
	}
	return out
}

func chinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// goFiles are the file, or those of the folder and of the folders in it.
func goFiles(t *testing.T, where string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(where, func(path string, _ fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".go" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestEveryReasonHasItsChinese(t *testing.T) {
	found := 0
	for _, r := range reasoned {
		files := goFiles(t, filepath.Join(root, r.files))
		files = slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, "_test.go") })
		for _, form := range r.forms {
			quoted := regexp.MustCompile(form + `"((?:[^"\\\n]|\\.)+)"`)
			before := found
			for _, f := range files {
				for _, s := range sentences(t, f, quoted) {
					found++
					if zh := why("zh", s); !chinese(zh) {
						t.Errorf("%s: no Chinese for the reason %q", f, s)
					}
				}
			}
			if found == before {
				t.Errorf("%s gives no reason in the form %s: look where it has them", r.files, form)
			}
		}
	}
	if found < 200 {
		t.Errorf("only %d reasons were found", found)
	}
}

func TestEverySwitchedOffSourceSaysWhyInChinese(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "feeds/catalog/sources/*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	off := regexp.MustCompile(`(?m)^ *disabled: "(.+)"$`)
	used := map[string]bool{}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range off.FindAllSubmatch(raw, -1) {
			used[string(m[1])] = true
			if _, ok := reasonIn("zh", string(m[1])); !ok {
				t.Errorf("%s: no Chinese for %q", f, m[1])
			}
		}
	}
	for _, r := range offReasons {
		if !used[r[0]] {
			t.Errorf("no source is switched off because %q", r[0])
		}
	}
}

func TestReasonsArePutTogether(t *testing.T) {
	cases := []struct{ said, want string }{
		{"2 of 3 lists: the site has a fault (status 503)", "3个列表中的2个：网站故障（状态码503）"},
		{"error: the name server did not answer", "域名服务器无响应"},
		{"gone: the document is not there (status 404)", "页面不存在（状态码404）"},
		{"read in part: 12 of the picture's 40 rows", "仅读取部分：图片40行中的12行"},
		{"the list is a picture: it is a picture, and tesseract is not installed", "名单为图片：是图片，且未安装 tesseract"},
		{"post refused: not_in_channel: open the channel in Slack and type /invite @regwire", "发送被拒：not_in_channel：请在 Slack 打开该频道，输入 /invite @regwire"},
		{"read in part: only its first 20 files; 5 of its 25 files could not be read whole: 名单.zip: an archive inside an archive is not opened; 旧 表.doc: format not read; and 3 more", "仅读取部分：仅前20个文件；25个文件中有5个未能完整读取：名单.zip：压缩包内的压缩包不打开；旧 表.doc：不支持的格式；另有3个"},
		{"quarterly audit; see the wiki", "quarterly audit; see the wiki"},
		{"paused by 王律师", "由王律师暂停"},
		{"quarterly audit: see the wiki", "quarterly audit: see the wiki"},
		{"", ""},
	}
	for _, c := range cases {
		if got := why("zh", c.said); got != c.want {
			t.Errorf("why(zh, %q) = %q, want %q", c.said, got, c.want)
		}
		if got := why("en", c.said); got != c.said {
			t.Errorf("why(en, %q) = %q", c.said, got)
		}
	}
	if got, want := Say("zh", "mistake.address", "ftp://x.test", "only http and https are fetched"), "无法读取“ftp://x.test”：只支持 http 和 https。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What a publisher answers stands at the end of a reason: it must cost nothing.
func TestAHostileReasonEndsSoon(t *testing.T) {
	for _, unit := range []string{": ", "a: ", "a b: ", "1 of 2 lists: ", "x (status ", "error: ", "{0}"} {
		for _, n := range []int{10, 300, 100_000} {
			began := time.Now()
			s := "the answer says that it failed: " + strings.Repeat(unit, n)
			if got := Say("zh", "sources.reason", s); got == "" {
				t.Error("nothing is said")
			}
			if took := time.Since(began); took > 30*time.Second { // a bound against running away, as the machine may be slow and busy
				t.Errorf("%d times %q took %s", n, unit, took)
			}
		}
	}
}
