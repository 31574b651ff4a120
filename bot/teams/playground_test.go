package teams

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/phrase"
)

// testPerson is the person before the Playground, by the id in the tenant.
const testPerson = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"

// playgroundSettings are who and what is in the Playground, with ids of the form
// that Teams gives.
func playgroundSettings() string {
	user := func(name, object string) string {
		return fmt.Sprintf("{id: \"29:1%[1]s\", name: %[1]s Counsel, userPrincipleName: %[1]s@example.com, aadObjectId: %[2]s, givenName: %[1]s, surname: Counsel, email: %[1]s@example.com}", name, object)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "version: 0.1.0\ntenantId: %s\nbot: {id: %q, name: regwire}\ncurrentUser: %s\nusers:\n", testTenant, testBot, user("Ann", testPerson))
	for n, name := range []string{"Bea", "Cem", "Dan", "Eva", "Fay"} {
		fmt.Fprintf(&b, "  - %s\n", user(name, strings.Replace(testPerson, "aaaaaaaa", fmt.Sprintf("%08d", n), 1)))
	}
	b.WriteString(`personalChat: {id: "a:1ann"}
groupChat: {id: "19:deal@thread.v2", name: Deal}
team:
  id: "19:general@thread.tacv2"
  name: My Team
  aadGroupId: cccccccc-bbbb-cccc-dddd-eeeeeeeeeeee
  channels: [{id: "19:legal@thread.tacv2", name: Legal}]
`)
	return b.String()
}

// playground is a person before Microsoft 365 Agents Playground in a browser.
type playground struct {
	t     *testing.T
	steps *json.Encoder
	told  *json.Decoder
}

type step struct {
	Do    string   `json:"do"`
	Text  string   `json:"text,omitempty"`
	Card  string   `json:"card,omitempty"`
	Field string   `json:"field,omitempty"`
	Want  []string `json:"want"`
	Not   []string `json:"not,omitempty"`
}

// openPlayground starts the Playground, which talks to a bot.
// It ends with the test.
func openPlayground(t *testing.T, endpoint, port string) *playground {
	t.Helper()
	folder := os.Getenv("PLAYGROUND_PICTURES")
	if folder == "" {
		folder = t.TempDir()
	}
	if err := os.WriteFile(filepath.Join(folder, ".m365agentsplayground.yml"), []byte(playgroundSettings()), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), "node", filepath.Join("testdata", "playground", "drive.cjs"), endpoint, port, folder)
	var errs strings.Builder
	cmd.Stderr, cmd.WaitDelay = &errs, 10*time.Second
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close() // which tells it to end
		_, _ = io.Copy(io.Discard, out)
		if err := cmd.Wait(); err != nil {
			t.Errorf("drive the Playground: %v\n%.2000s", err, errs.String())
		}
	})
	return &playground{t, json.NewEncoder(in), json.NewDecoder(out)}
}

// do takes a step and returns what the page shows.
func (p *playground) do(s step) string {
	p.t.Helper()
	if s.Want == nil {
		s.Want = []string{}
	}
	var got struct{ Shown, Error string }
	if err := p.steps.Encode(s); err != nil {
		p.t.Fatalf("%+v: %v", s, err)
	}
	if err := p.told.Decode(&got); err != nil {
		p.t.Fatalf("%+v: %v", s, err)
	}
	if got.Error != "" {
		shown, _, _ := strings.Cut(got.Shown, "Log Panel")
		p.t.Fatalf("%+v: %s\n%s", s, got.Error, shown[max(0, len(shown)-2000):])
	}
	return got.Shown
}

func (p *playground) open(place string) { p.t.Helper(); p.do(step{Do: "open", Text: place}) }
func (p *playground) mock(item string)  { p.t.Helper(); p.do(step{Do: "mock", Text: item}) }
func (p *playground) say(line string, want ...string) string {
	p.t.Helper()
	return p.do(step{Do: "say", Text: line, Want: want})
}

func (p *playground) sees(want ...string) string {
	p.t.Helper()
	return p.do(step{Do: "see", Want: want})
}

func (p *playground) keep(name, card string) {
	p.t.Helper()
	p.do(step{Do: "keep", Text: name, Card: card})
}

func (p *playground) press(button, card string, want ...string) {
	p.t.Helper()
	p.do(step{Do: "press", Text: button, Card: card, Want: want})
}

func (p *playground) choose(option, field, card string) {
	p.t.Helper()
	p.do(step{Do: "choose", Text: option, Field: field, Card: card})
}

func (p *playground) fill(field, words, card string) {
	p.t.Helper()
	p.do(step{Do: "type", Field: field, Text: words, Card: card})
}

// spoken is a line and what is said to it.
type spoken struct{ line, says string }

// soon is a day that people may ask to be reminded on.
var soon = time.Now().AddDate(0, 0, 30).Format(time.DateOnly)

// Lines that a person types in a chat of two and then in a group, in this order,
// each with the phrase of its answer, or words of it. Every verb of the table is
// among them.
var inChat = []spoken{
	{"help", "help.head"},
	{"help subscribe", "help.subscribe"},
	{"topics", "topics.head"},
	{"sources", "1 source"},
	{"source list", "source.none"},
	{"coverage 2022-09", "coverage.head"},
	{"latest 3", "latest.head"},
	{"find 数据出境", "find.head"},
	{"item e1", "link.original"},
	{"duties https://www.tc260.org.cn/portal/article/1/20220914181019", "duties.draft"},
	{"why e1", "why.head"},
	{"since 2022-09-14", "since.head"},
	{"deadlines 30d", "deadlines.none"},
	{"digest 2022-09", "digest.month"},
	{"preview app-enforcement", "preview.head"},
	{"settings lang:en zone:Europe/Berlin", "settings.done"},
	{"subscribe data-export mode:now", "subscribe.done"},
	{"list", "1 subscription"},
	{"mute data-export until:" + soon + " reason:leave", "mute.done"},
	{"unmute data-export", "unmute.done"},
	{"resume", "resume.not_held"},
	{"unsubscribe data-export", "unsubscribe.done"},
}

var inGroup = []spoken{
	{"take e1", "take.done"},
	{"remind e1 " + soon, "remind.day"},
	{"note e1 Applies to our Shanghai entity", "note.done"},
	{"save e1", "save.done"},
	{"saved", "1 saved event"},
	{"feedback e1 yes", "feedback.done"},
	{"done e1 reason:comments-sent", "done.done"},
	{"undone e1", "undone.done"},
	{"event link e1 e2 qa-on", "event.linked"},
	{`watch add app "Acme Pay" 艾克米支付 owners:` + testPerson + "," + testApp, "watch.added"},
	{"share find 数据出境", "find.head"},
	{"submit http://notices.example.cn/known", "submit.done"},
}

// wordsOf is the longest part of a phrase that says the same whatever its
// arguments; words that are no key are themselves.
func wordsOf(t *testing.T, key string) string {
	t.Helper()
	switch {
	case strings.Contains(key, " "):
		return key
	case !phrase.Has(key):
		t.Fatalf("there is no phrase %s", key)
	}
	const argument = "\x00"
	parts := strings.Split(phrase.Say("en", key, argument, argument, argument, argument, argument, argument, argument), argument)
	return strings.TrimSpace(slices.MaxFunc(parts, func(a, b string) int { return len(a) - len(b) }))
}

// consultation is a page that nobody has read before, open for comments today.
func consultation(title string) string {
	day := func(d time.Time) string { return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day()) }
	now := time.Now()
	return `<!doctype html><html><head><meta charset="utf-8"><title>` + title + `</title></head><body><article><h1>` + title + `</h1>
<p>发布时间：` + now.Format("2006-01-02") + `</p>
<p>为规范数据出境活动，保护个人信息权益，维护国家安全和社会公共利益，根据《中华人民共和国网络安全法》《中华人民共和国数据安全法》《中华人民共和国个人信息保护法》，国家互联网信息办公室起草了本办法，现向社会公开征求意见。</p>
<p>公众可通过电子邮件提出反馈意见，邮箱：shujuju@example.cn。意见反馈截止时间为` + day(now.AddDate(0, 0, 40)) + `。</p>
<p>第一条 数据处理者向境外提供个人信息和重要数据的，适用本办法。</p><p>第二条 本办法自` + day(now.AddDate(1, 0, 0)) + `起施行。</p></article></body></html>`
}

// TestPeopleTalkToTheBotInTheAgentsPlayground has Microsoft's 365 Agents
// Playground hold conversations with the program as it ships: in a chat of two, a
// group and a channel; every verb, a form, a button, alerts of the bot's own
// accord and their edits, and the app removed and added again.
// PLAYGROUND_PICTURES names a folder for pictures of it.
func TestPeopleTalkToTheBotInTheAgentsPlayground(t *testing.T) {
	if !installed(t, "playground") {
		return
	}
	for _, verb := range command.Verbs() {
		if !slices.ContainsFunc(slices.Concat(inChat, inGroup), func(v spoken) bool { return strings.HasPrefix(v.line+" ", verb+" ") }) {
			t.Errorf("nobody says %s", verb)
		}
	}
	port := bottest.FreePort(t)
	bot := serving(t, "http://127.0.0.1:"+port)
	signed := httptest.NewServer(bot.signed(t))
	defer signed.Close()
	p := openPlayground(t, signed.URL+Path, port)

	t.Run("a chat of two", func(t *testing.T) { p.with(t).chat() })
	t.Run("a form", func(t *testing.T) { p.with(t).form() })
	t.Run("a group", func(t *testing.T) { p.with(t).group(bot) })
	t.Run("a channel", func(t *testing.T) { p.with(t).channel(bot) })
	t.Run("in private", func(t *testing.T) { p.with(t).private(bot) })
}

// with is the same person in a part of the test.
func (p *playground) with(t *testing.T) *playground {
	if p.t.Failed() {
		t.Fatal("an earlier part went wrong")
	}
	return &playground{t, p.steps, p.told}
}

// chat talks in the chat of two that is open from the start.
func (p *playground) chat() {
	p.sees(wordsOf(p.t, "help.head"))
	p.speak(inChat)
	p.press(wordsOf(p.t, "button.next"), wordsOf(p.t, "coverage.head"), wordsOf(p.t, "button.back"))
}

func (p *playground) speak(lines []spoken) {
	p.t.Helper()
	for _, v := range lines {
		p.say(v.line, wordsOf(p.t, v.says))
	}
}

// form fills in the form that subscribes, wrongly at first.
func (p *playground) form() {
	head, topics, authorities, done := wordsOf(p.t, "form.head"), wordsOf(p.t, "form.topics"), wordsOf(p.t, "form.authorities"), wordsOf(p.t, "subscribe.done")
	p.say("subscribe", head)
	p.keep("form", head)
	p.press("Send", head, wordsOf(p.t, "form.wrong_empty"))
	p.choose("Cross-border", topics, head)
	p.fill(authorities, "cac, ciac", head)
	p.press("Send", head, "Did you mean cac?")
	p.keep("form_wrong", head)
	p.fill(authorities, "cac", head)
	p.press("Count matches", head, "matched")
	p.press("Send", head, done)
	p.keep("form_sent", done)
}

const firstTitle, secondTitle = "数据出境安全评估办法（征求意见稿）", "个人信息保护合规审计管理办法（征求意见稿）"

// group talks in a group, is alerted there, takes the event by its button, and
// removes the app.
func (p *playground) group(bot *running) {
	p.open("Deal")
	p.sees(wordsOf(p.t, "help.head"))
	p.speak(inGroup)
	p.press("Undo", wordsOf(p.t, "event.linked"), wordsOf(p.t, "event.back_none"))
	p.say("subscribe all mode:now", wordsOf(p.t, "subscribe.done"))
	bot.publish("http://notices.example.cn/first", consultation(firstTitle))
	p.say("submit http://notices.example.cn/first", wordsOf(p.t, "submit.done"))
	p.sees("COMMENT by", firstTitle)
	p.keep("alert", firstTitle)
	p.press("Take", firstTitle, "Taken by Ann Counsel")
	p.keep("alert_taken", firstTitle)
	p.mock("Uninstall application")
}

// channel is alerted while the group is not, until the app is there again.
func (p *playground) channel(bot *running) {
	p.open("My Team - Legal")
	p.sees(wordsOf(p.t, "help.head"))
	p.say("subscribe all mode:now lang:both", wordsOf(p.t, "subscribe.done"))
	bot.publish("http://notices.example.cn/second", consultation(secondTitle))
	p.say("submit http://notices.example.cn/second", wordsOf(p.t, "submit.done"))
	p.sees("COMMENT by", secondTitle)
	p.keep("channel", "")
	p.open("Deal")
	p.do(step{Do: "see", Want: []string{firstTitle}, Not: []string{secondTitle}})
	p.mock("Install application")
	p.sees(secondTitle)
}

// private is told, in the chat of two, that a notice names an app that is watched.
func (p *playground) private(bot *running) {
	bot.publish("http://notices.example.cn/naming", `<!doctype html><html><head><meta charset="utf-8"><title>关于侵害用户权益行为的APP通报</title></head><body><article><h1>关于侵害用户权益行为的APP通报</h1>
<p>依据《中华人民共和国个人信息保护法》《中华人民共和国网络安全法》等法律法规，近期组织对应用程序进行检查，发现以下应用存在违规收集个人信息的问题，现予以通报。</p>
<table><tr><th>序号</th><th>应用名称</th><th>应用开发者</th><th>应用来源</th><th>应用版本</th><th>所涉问题</th></tr>
<tr><td>1</td><td>远山天气</td><td>远山科技有限公司</td><td>应用宝</td><td>1.0</td><td>违规收集个人信息</td></tr>
<tr><td>2</td><td>艾克米支付</td><td>艾克米科技有限公司</td><td>应用宝</td><td>2.1</td><td>强制、频繁、过度索取权限</td></tr></table></article></body></html>`)
	p.open("Personal Chat")
	p.say("submit http://notices.example.cn/naming", wordsOf(p.t, "submit.done"))
	p.sees("MATCH row 2", "艾克米支付")
	p.keep("match", "MATCH row 2")
}
