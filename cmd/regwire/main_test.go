package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/regwire/regwire/feeds/pattern"
)

// TestMain is the program itself where a test has it start a child of its own
// binary.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && children[os.Args[1]] != nil {
		main()
		return
	}
	code := m.Run()
	_ = os.RemoveAll(shared()) // a leftover in the temporary folder harms nobody
	os.Exit(code)
}

// shared is the folder of what several tests use; it is removed after the last.
var shared = sync.OnceValue(func() string {
	dir, err := os.MkdirTemp("", "regwire-test-")
	if err != nil {
		panic(err)
	}
	return dir
})

// runIn runs the program in this process and returns what it wrote.
func runIn(t *testing.T, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	p := &program{stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, getenv: func(string) string { return "" }}
	code = p.run(context.Background(), args)
	return out.String(), errs.String(), code
}

// TestPatternsOfTheProgramAreSound: patterns are worked out when they are first used,
// which is too late to learn that one is wrong.
func TestPatternsOfTheProgramAreSound(t *testing.T) {
	if err := pattern.Check(); err != nil {
		t.Error(err)
	}
}

func TestDemoOnceTellsEveryExpectedAlertAndNoOther(t *testing.T) {
	demo := recordedDemo()
	out := demo.out.String()
	if demo.code != 0 {
		t.Fatalf("exit code %d\n%s\n%s", demo.code, demo.errs.String(), out)
	}
	for _, want := range []string{
		"19 alerts expected, 0 wrong, missing or unexpected",
		"COMMENT by 13 Nov 2022", "请于2022年11月13日前", "closing date not stated",
		"By submitted link (WeChat, publisher not polled)", "LIST NOT READ", "Text not read (rendered by script)",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("output lacks %q", want)
		}
	}
	if n := strings.Count(out, "By submitted link"); n != 5 {
		t.Errorf("%d alerts by submitted link, want 5", n)
	}
}

func TestSecondRunOfTheDemoTellsNothingAgain(t *testing.T) {
	out, errs, code := runIn(t, "", "demo", "--once", "--data", demoStore(t))
	if code != 0 {
		t.Fatalf("second run: exit code %d: %s", code, errs)
	}
	if strings.Contains(out, "Original <") {
		t.Errorf("second run told something again:\n%s", out)
	}
}

func TestWrongUseIsOneSentenceWithTheFix(t *testing.T) {
	dir := t.TempDir()
	cases := []struct {
		name string
		args []string
		code int
		want string
	}{
		{"unknown command", []string{"frobnicate"}, exitUsage, "there is no command frobnicate (regwire --help lists the commands)"},
		{"command by a slip", []string{"subscibe"}, exitUsage, "there is no command subscibe: did you mean \"subscribe\"?"},
		{"no command", []string{""}, exitUsage, "the command is an empty word"},
		{"flag by a slip", []string{"serve", "--confg", "x"}, exitUsage, "unknown flag --confg: did you mean \"--config\"? (regwire serve --help"},
		{"flag without its value", []string{"serve", "--config"}, exitUsage, "--config needs a value behind it"},
		{"a configuration out of a variable that is not set", []string{"serve", "--config="}, exitUsage, "--config is empty: leave it out"},
		{"a data directory out of one", []string{"stats", "--data", ""}, exitUsage, "--data is empty"},
		{"and of a verb", []string{"list", "--config", ""}, exitUsage, "--config is empty"},
		{"no folder to write into", []string{"teams", "package", "--out="}, exitUsage, "--out is empty"},
		{"word for a number", []string{"serve", "--backfill", "many"}, exitUsage, "--backfill: \"many\" is no whole number"},
		{"word for a time", []string{"demo", "--live", "soon"}, exitUsage, "--live: \"soon\" is no time such as 20s"},
		{"one of few", []string{"serve", "--log", "loud"}, exitUsage, "--log: \"loud\" is not known: give one of \"debug\""},
		{"argument left out", []string{"score"}, exitUsage, "the file is missing (regwire score --help"},
		{"flag left out", []string{"extract", "cac-releases"}, exitUsage, "--file=PAGE is missing"},
		{"second word left out", []string{"teams"}, exitUsage, "package is missing behind it (regwire teams --help"},
		{"no recording", []string{"try", "npc-news", "--recording", dir + "/none"}, exitUsage, "is no folder: regwire record SOURCE --to DIR makes one"},
		{"unknown topic", []string{"subscribe", "--data", dir, "--channel", "console:local/x", "data-exprt"}, exitUsage, "Did you mean data-export?"},
		{"no channel", []string{"subscribe", "--data", dir, "data-export"}, exitUsage, "--channel"},
		{"bad channel", []string{"subscribe", "--data", dir, "--channel", "nonsense", "data-export"}, exitUsage, "platform:workspace/place"},
		{"name of a workspace", []string{"subscribe", "--data", dir, "--channel", "slack:acme/C0456DEF", "all"}, exitUsage, "is in no workspace that slack has: the id in the middle is one such as T0123ABC"},
		{"no tenant", []string{"subscribe", "--data", dir, "--channel", "teams:acme/19:x@thread.tacv2", "all"}, exitUsage, "is in no workspace that teams has"},
		{"tenant in capitals", []string{"subscribe", "--data", dir, "--channel", "teams:ABCDABCD-2222-3333-4444-555555555555/19:x@thread.tacv2", "all"}, exitUsage, "in small letters"},
		{"name for an id", []string{"subscribe", "--data", dir, "--channel", "slack:T0123ABC/general", "all"}, exitUsage, "slack:T0123ABC/general\" is no id that slack gives"},
		{"unknown flag", []string{"find", "--data", dir, "--colour", "x"}, exitUsage, "--colour"},
		{"flag before its command", []string{"--data", dir, "find", "x"}, exitUsage, "flags stand behind the command, as in regwire check --config regwire.yaml"},
		{"unknown source", []string{"extract", "cac-release", "--file", "x"}, exitUsage, "did you mean cac-releases?"},
		{"missing file", []string{"extract", "cac-releases", "--file", dir + "/none.html"}, exitUsage, "none.html"},
		{"nothing to load", []string{"load", "--data", dir, os.DevNull}, exitUsage, os.DevNull},
		{"no store to verify", []string{"verify", "--data", dir + "/none"}, exitUsage, "there is no store in "},
		{"no backup to verify", []string{"verify", "--data", dir, dir + "/none.db"}, exitUsage, "none.db cannot be read"},
		{"no backup to restore", []string{"restore", "--data", dir, dir + "/none.db"}, exitUsage, "none.db cannot be read"},
		{"nothing to score", []string{"score", os.DevNull}, exitUsage, "no labelled items"},
		{"folder to score", []string{"score", dir}, exitUsage, "cannot be read"},
		{"no configuration", []string{"serve", "--config", dir + "/none.yaml"}, exitUsage, "regwire init " + dir + "/none.yaml"},
		{"demo without a token", []string{"demo", "--once", "--channel", "slack:T0123ABC/C01"}, exitUsage, "slack:T0123ABC/C01 cannot be posted to: SLACK_BOT_TOKEN is not set"},
		{"platform that is none", []string{"subscribe", "--data", dir, "--channel", "slak:T1/C1", "all"}, exitUsage, "console, mail, slack, teams, webhook"},
		{"blocked address", []string{"submit", "--data", dir, "http://127.0.0.1/"}, exitUsage, "“http://127.0.0.1/” cannot be read: it is not a public address"},
		{"long address", []string{"submit", "--data", dir, "ftp://x/" + strings.Repeat("a", 3000)}, exitUsage, "aaa…” cannot be read: it is longer than"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, errs, code := runIn(t, "", c.args...)
			if code != c.code || !strings.Contains(errs, c.want) || strings.Count(strings.TrimSpace(errs), "\n") > 0 {
				t.Errorf("regwire %s: exit code %d, want %d; stderr %q, want one line with %q", strings.Join(c.args, " "), code, c.code, errs, c.want)
			}
		})
	}
}

func TestConfigurationNamesLineAndWhatIsWrong(t *testing.T) {
	name := t.TempDir() + "/regwire.yaml"
	for _, c := range []struct{ text, want string }{
		{"data: d\npoll:\n  backfil: 3\n", `:3: unknown key "backfil": did you mean "backfill"?`},
		{"webhooks:\n  a:\n    secrett: S\n", `:3: unknown key "secrett": did you mean "secret"?`},
		{"listen:\n  teams: \"127.0.0.1:1\"\n", `:2: unknown key "teams" here: it belongs at the top of the file`},
		{"terms:\n  算法: Algos\n  data: Data\n", `:3: terms: "data": the left side is the Chinese of a name`},
		{"terms:\n  个人信息: \"\"\n", `:2: terms: "个人信息": the right side is its English`},
		{"terms:\n  加强: Step Up\n", `:2: terms: "加强": a verb or connective, which English bends`},
		{"terms: {重要数据: [a]}\n", ":1: a list stands where text is wanted"},
		{"data: [a]\n", ":1: a list stands where text is wanted"},
		{"poll:\n  in_flight: many\n", ":2: text stands where a number is wanted"},
		{"poll:\n  gap: soon\n", `:2: "soon" is no time such as 2s`},
		{"poll:\n  in_flight: 99999999999999999999\n", ":2: the number 9999999... is too large"},
		{"poll:\n  in_flight: -1\n", ":2: poll.in_flight is -1: give a number from 0 to 4096"},
		{"poll:\n  gap: -1s\n", ":2: poll.gap is -1s: give a time from 500ms to 1h"},
		{"poll: {gap: 0s}\n", ":1: poll.gap is 0s: give a time from 500ms to 1h"},
		{"poll:\n  in_flight: 1\n  gap: 1ms\n", ":3: poll.gap is 1ms: give a time from 500ms to 1h"},
		{"poll:\n  gap: 1000h\n", ":2: poll.gap is 1000h: give a time from 500ms to 1h"},
		{"egress: {proxy: \"http://127.0.0.1:1\"}\npoll: {gap: -1ns}\n", ":2: poll.gap is -1ns: give a time from 0s to 1h"},
		{"egress: {allow: [\"127.0.0.1:80\", \"bridge.example:80\"]}\npoll: {gap: 0s}\n", ":2: poll.gap is 0s: give a time from 500ms to 1h"},
		{"poll:\n  backfill: 99999\n", ":2: poll.backfill is 99999: give a number from 0 to 3660"},
		{"backup:\n  weekly: -3\n", ":2: backup.weekly is -3: give a number from 0 to 520"},
		{"retain:\n  audit: 10\n", ":2: retain.audit is 10: give a number from 45 to 36600"},
		{"retain:\n  irrelevant: -1\n", ":2: retain.irrelevant is -1: give a number from 45 to 36600"},
		{"egress:\n  ports:\n    - 443\n    - 65536\n", ":4: egress.ports[1] is 65536: give a number from 1 to 65535"},
		{"egress:\n  allow:\n    - 10.0.0.0/8:443\n    - 10.0.0.1\n", ":4: egress.allow[1]: allow entry \"10.0.0.1\" is not host:port or CIDR:port"},
		{"egress:\n  nat64: [\"64:ff9b::\"]\n", ":2: egress.nat64[0] is \"64:ff9b::\", and no prefix such as 64:ff9b::/96"},
		{"egress:\n  nat64:\n    - 64:ff9b::/97\n", ":3: egress.nat64[0]: NAT64 prefix 64:ff9b::/97 does not have"},
		{"egress:\n  proxy: proxy.example\n", ":2: egress.proxy is no address such as http://proxy.example:3128"},
		{"only:\n  - cac-releases\n  - cac-relases\n", ":3: only[1]: no source is called \"cac-relases\": did you mean cac-releases?"},
		{"off: [nothing-like-it]\n", ":1: off[0]: no source is called \"nothing-like-it\""},
		{"egress:\n  user_agent: \"a\\nb\"\n", ":2: egress.user_agent is \"a\\nb\": write it in one line of plain ASCII"},
		{"post:\n  burst: -1\n", ":2: post.burst is -1: give"},
		{"post:\n  operators: slak:T1/C1\n", ":2: post.operators: channel \"slak:T1/C1\" is on no platform"},
		{"roles:\n  slack:T0123ABC:\n    admins: U1\n", `:3: text stands where a list is wanted, by the key "roles.slack:T0123ABC.admins": put [ ] around it`},
		{"listen:\n  base: https://intranet.example/regwire\n", `:2: listen.base "https://intranet.example/regwire" leads below a host`},
		{"roles:\n  slack:T0123ABC:\n    admins: [ann]\n", `:2: roles: slack:T0123ABC: admin "ann" is no id that slack gives`},
		{"slack:\n  admins: [U0123ABC, ann]\n", `:2: slack.admins[1] is "ann", and no id such as U0123ABC`},
		{"slack: {app: regwire}\n", `:1: slack.app is "regwire", and no id such as A0123ABC`},
		{"roles:\n  slack:T0123ABC:\n    verbs: {frobnicate: admins}\n", ":2: roles: slack:T0123ABC: there is no verb \"frobnicate\": regwire help lists them"},
		{"roles:\n  slack:T0123ABC:\n    verbs: {subscrib: admins}\n", ":2: roles: slack:T0123ABC: there is no verb \"subscrib\": did you mean \"subscribe\"?"},
		{"- data\n", ":1: a list stands where a mapping of keys is wanted"},
		{"listen: {pages: \"127.0.0.1:1\", metrics: \"127.0.0.1:1\"}\n", ":1: listen.pages and listen.metrics are both 127.0.0.1:1"},
		{"\xef\xbb\xbfpoll:\n  backfil: 3\n", `:2: unknown key "backfil"`},
		{"data: d\nonly: [\xd6\xd0]\n", ":2: this is no UTF-8: save the file in that encoding"},
		{"data: d\n---\ndata: e\n", ":2: a second document begins, of which nothing would be read: take the lines --- out"},
		{"listen:\n  base: regwire.example\n", `:2: listen.base "regwire.example" is no address`},
	} {
		if err := os.WriteFile(name, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, errs, code := runIn(t, "", "serve", "--config", name)
		if code != exitUsage || !strings.Contains(errs, name+c.want) {
			t.Errorf("%q: exit code %d, stderr %q, want %d and %q", c.text, code, errs, exitUsage, c.want)
		}
	}
}

func TestADataDirectoryThatCannotBeWrittenToNamesTheFix(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&fs.PathError{Op: "open", Path: "/d/regwire.open", Err: syscall.EACCES}, fmt.Sprintf("start it as the user who has that, or, where regwire is to run as this one, give it to them (chown -R %d /d)", os.Getuid())},
		{&fs.PathError{Op: "open", Path: "/d/regwire.open", Err: syscall.EROFS}, "/d is on a file system that is mounted read-only: mount it for writing, or name another directory"},
	} {
		if got := unwritable("/d", fmt.Errorf("mark the store as open: %w", c.err)); !errors.Is(got, c.err) || !strings.Contains(got.Error(), c.want) {
			t.Errorf("%v: lacks %q", got, c.want)
		}
	}
	if err := unwritable("/d", nil); err != nil {
		t.Error(err)
	}
}

// TestCheckNamesAChannelThatCannotBeTold: a token that was forgotten is no good news.
func TestCheckNamesAChannelThatCannotBeTold(t *testing.T) {
	dir := t.TempDir()
	if _, errs, code := runIn(t, "", "subscribe", "--data", dir, "--channel", "slack:T0123ABC/C01", "all"); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	out, errs, code := runIn(t, "", "check", "--data", dir)
	if code != exitFailed || !strings.Contains(errs, "slack:T0123ABC/C01 is to be told and cannot be: SLACK_BOT_TOKEN is not set") || !strings.Contains(out, "console         ok") {
		t.Errorf("exit code %d\n%s\n%s", code, errs, out)
	}
}

// Who has a configuration and does not name it is told, since nothing of it holds.
func TestAConfigurationThatIsNotNamedIsToldOf(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ args, want string }{
		{"check", "none given"}, {"init", "is written"}, {"check", "not read: regwire.yaml lies here; name it by --config regwire.yaml"}, {"check --config regwire.yaml", "configuration   ok"},
	} {
		if out, errs, code := runIn(t, "", strings.Fields(c.args)...); code != 0 || !strings.Contains(out, c.want) {
			t.Errorf("%s: exit code %d\n%s\n%s", c.args, code, out, errs)
		}
		if c.args == "init" { // whoever tests something else may have its port
			onFreePort(t, "regwire.yaml")
		}
	}
}

// onFreePort has the pages of a first configuration served at a port that is free.
func onFreePort(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, bytes.ReplaceAll(text, []byte("127.0.0.1:8080"), []byte("127.0.0.1:0")), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestEgressNamesTheHostOfAWebhook(t *testing.T) {
	name := t.TempDir() + "/regwire.yaml"
	if err := os.WriteFile(name, []byte("webhooks:\n  archive: {url: HOOK, secret: SECRET}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, code := runWith(t, map[string]string{"HOOK": "https://archive.example/in?key=hush"}, "egress", "--config", name)
	if code != 0 || !strings.Contains(out, "archive.example ") || strings.Contains(out, "hush") || strings.Contains(out, "HOOK") {
		t.Errorf("exit code %d: %s%s", code, out, errs)
	}
}

func TestHelpOfAVerbSaysHowItIsTyped(t *testing.T) {
	for verb, want := range map[string][]string{
		"subscribe": {"regwire subscribe all | TOPIC,…", "Example: regwire subscribe data-export", "[--channel CHANNEL] [--data DIR | --config FILE]"},
		"digest":    {"regwire digest [YYYY-MM]", "[--format md|html|docx|json]"},
		"coverage":  {"[--csv]"},
	} {
		out, _, code := runIn(t, "", verb, "--help")
		for _, w := range want {
			if out = strings.Join(strings.Fields(out), " "); code != 0 || !strings.Contains(out, w) {
				t.Errorf("%s --help: exit code %d, lacks %q:\n%s", verb, code, w, out)
			}
		}
	}
}

func TestReceiverOfTheConfigurationIsKnownByItsName(t *testing.T) {
	name := t.TempDir() + "/regwire.yaml"
	write := func(text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("webhooks:\n  archive: {url: HOOK, secret: SECRET}\n")
	for channel, want := range map[string]int{"webhook:local/archive": 0, "webhook:local/archiv": exitUsage, "webhook:else/archive": exitUsage, "teams:workflows/archive": exitUsage} {
		if _, errs, code := runIn(t, "", "subscribe", "--config", name, "--channel", channel, "all"); code != want || code != 0 && !strings.Contains(errs, channel+" is not in the configuration") {
			t.Errorf("%s: exit code %d, want %d: %s", channel, code, want, errs)
		}
	}
	write("data: data\n")
	if _, errs, code := runIn(t, "", "check", "--config", name); code != exitFailed || !strings.Contains(errs, "webhook:local/archive is not in the configuration") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

// Alerts of 2022 are no news to whom a bot tells.
func TestDemoRefusesTheStoreOfABot(t *testing.T) {
	dir := t.TempDir()
	if _, errs, code := runIn(t, "", "subscribe", "--data", dir, "--channel", "slack:T0123ABC/C0456DEF", "all"); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	_, errs, code := runIn(t, "", "demo", "--once", "--data", dir)
	if code != exitUsage || !strings.Contains(errs, "which tells slack:T0123ABC/C0456DEF") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	out, _, _ := runIn(t, "", "stats", "--data", dir)
	if !strings.Contains(out, `"items":0`) {
		t.Errorf("the demo polled into it: %s", out)
	}
}

func TestDemoAnswersInTheLanguageOfItsChannel(t *testing.T) {
	out, errs, code := runIn(t, "list\nsettings lang:zh\nlist\nnonsense\nquit\n", "demo", "--live", "1h", "--data", t.TempDir())
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	for _, want := range []string{"1 subscription:", "语言", "共1项订阅", "没有“nonsense”命令"} {
		if !strings.Contains(out, want) {
			t.Errorf("lacks %q:\n%s", want, out[strings.Index(out, "regwire>"):])
		}
	}
}

func TestLooksIntoAStoreThatIsNotThereMakeNone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "typo")
	for _, verb := range []string{"find", "stats", "export", "list", "backup"} {
		_, errs, code := runIn(t, "", verb, "--data", dir)
		if code != exitUsage || !strings.Contains(errs, "there is no store in "+dir) {
			t.Errorf("%s: exit code %d: %s", verb, code, errs)
		}
	}
	for verb, want := range map[string]string{"sources": "cac-releases", "topics": "data-export"} { // which are shipped
		if out, errs, code := runIn(t, "", verb, "--data", dir); code != exitDone || !strings.Contains(out, want) {
			t.Errorf("%s: exit code %d: %s%s", verb, code, out, errs)
		}
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the directory was made: %v", err)
	}
}

// TestCheckNamesASourceThatIsAskedForAndOff: who polls it alone waits for what never comes.
func TestCheckNamesASourceThatIsAskedForAndOff(t *testing.T) {
	dir := t.TempDir()
	config := dir + "/regwire.yaml"
	if err := os.WriteFile(config, []byte("data: "+dir+"/data\nonly: [npc-news]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, errs, code := runIn(t, "", "check", "--config", config); code != exitDone || !strings.Contains(out, "sources         ok: 0 polled") || !strings.Contains(out, "only: npc-news is not polled: ") {
		t.Errorf("exit code %d, %s%s", code, out, errs)
	}
}
