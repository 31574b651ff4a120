package teams

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/feeds"
)

// installed reports whether the packages of a folder in testdata are there, which
// they must be in CI.
func installed(t *testing.T, folder string) bool {
	t.Helper()
	dir := filepath.Join("testdata", folder)
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the packages are not installed: npm ci --ignore-scripts in bot/teams/%s: %v", dir, err)
		}
		t.Logf("not judged: %v", err)
		return false
	}
	return true
}

// judges asks Microsoft's own programs what is wrong with each value; ok is false
// when they are not installed.
func judges(t *testing.T, kind string, values ...any) (wrong [][]string, ok bool) {
	t.Helper()
	if !installed(t, "judge") {
		return nil, false
	}
	return judged(t, values, filepath.Join("testdata", "judge", "judge.cjs"), kind), true
}

// judged gives values to a script, a line each, and returns what it says of each.
func judged(t *testing.T, values []any, script ...string) (wrong [][]string) {
	t.Helper()
	var in, errs bytes.Buffer
	for _, v := range values {
		raw, err := feeds.JSON(v)
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(raw, '\n'))
	}
	cmd := exec.CommandContext(t.Context(), "node", script...)
	cmd.Stdin, cmd.Stderr = &in, &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("judge: %v\n%s", err, errs.String())
	}
	for line := range strings.Lines(string(out)) {
		var w []string
		if err := json.Unmarshal([]byte(line), &w); err != nil {
			t.Fatalf("judge said %q", line)
		}
		wrong = append(wrong, w)
	}
	if len(wrong) != len(values) {
		t.Fatalf("%d of %d were judged", len(wrong), len(values))
	}
	return wrong
}

// TestCardsAreShownOnAPhone has Microsoft's renderer show the golden cards, and
// some that were drawn, in a browser as wide as a small phone, in light and dark.
// PLAYGROUND_PICTURES names a folder for pictures of them.
func TestCardsAreShownOnAPhone(t *testing.T) {
	if !installed(t, "judge") || !installed(t, "playground") {
		return
	}
	var cards []any
	for _, g := range goldens(t) {
		cards = append(cards, layout(g.message, g.lang, g.target))
	}
	for seed := range 20 {
		cards = append(cards, layout(drawn.Example(seed), bot.Both, target{budget: budgetBot, talks: true}))
	}
	bad := layout(draft(), bot.English, target{budget: budgetBot})
	bad.Body = append(bad.Body, richText{Type: "RichText"})
	script := []string{filepath.Join("testdata", "playground", "render.cjs")}
	if folder := os.Getenv("PLAYGROUND_PICTURES"); folder != "" {
		script = append(script, folder)
	}
	wrong := judged(t, append(cards, bad), script...)
	for n, w := range wrong[:len(cards)] {
		if len(w) > 0 {
			t.Errorf("card %d: %.500q", n, w)
		}
	}
	if len(wrong[len(cards)]) == 0 {
		t.Error("the renderer takes what is wrong")
	}
}

// TestMicrosoftsSchemaTakesEveryCard judges the golden cards, a hundred that
// were drawn, and that the judge refuses what is wrong.
func TestMicrosoftsSchemaTakesEveryCard(t *testing.T) {
	var cards []any
	for _, g := range goldens(t) {
		cards = append(cards, layout(g.message, g.lang, g.target))
	}
	for seed := range 100 {
		m := drawn.Example(seed)
		cards = append(cards, layout(m, bot.Both, target{budget: []int{budgetBot, budgetWorkflows}[seed%2], talks: seed%2 == 0}))
	}
	bad := layout(draft(), bot.English, target{budget: budgetBot})
	bad.Body = append(bad.Body, richText{Type: "RichText"})
	wrong, ok := judges(t, "cards", append(cards, bad)...)
	if !ok {
		return
	}
	for n, w := range wrong[:len(cards)] {
		if len(w) > 0 {
			t.Errorf("card %d: %.300q", n, w)
		}
	}
	if len(wrong[len(cards)]) == 0 {
		t.Error("the judge takes what is wrong")
	}
}

// drawn is any message, forms and buttons included.
var drawn = rapid.Custom(func(t *rapid.T) bot.Message {
	m := bot.Message{Repeat: rapid.Bool().Draw(t, "repeat"), Plain: rapid.Bool().Draw(t, "plain")}
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom(bottest.Hostile), rapid.Just(strings.Repeat("长", 1001)))
	span := rapid.Custom(func(t *rapid.T) bot.Span {
		s := bot.Quote(feeds.Text(text.Draw(t, "text"))).As(rapid.SampledFrom([]bot.Style{bot.Normal, bot.Bold, bot.Italic, bot.Code}).Draw(t, "style"))
		s.URL = rapid.OneOf(rapid.Just(""), rapid.Just("https://a.example/?{{x}}"), text).Draw(t, "url")
		return s
	})
	for range rapid.IntRange(0, 30).Draw(t, "blocks") {
		kind := rapid.SampledFrom([]bot.BlockKind{bot.Headline, bot.Title, bot.Original, bot.Body, bot.Bullets, bot.Quoted, bot.Context, bot.Divider, "unknown"}).Draw(t, "kind")
		m.Add(kind, rapid.SliceOfN(span, 0, 4).Draw(t, "line"), rapid.SliceOfN(span, 0, 2).Draw(t, "line"))
	}
	for range rapid.IntRange(0, 20).Draw(t, "buttons") {
		m.Buttons = append(m.Buttons, bot.Button{Label: "button.take", Verb: "take", Words: []string{text.Draw(t, "word")}, More: rapid.Bool().Draw(t, "more")})
	}
	if rapid.Bool().Draw(t, "form") {
		m.Submit = "subscribe"
		for n := range rapid.IntRange(1, 10).Draw(t, "fields") {
			f := bot.Field{Name: fmt.Sprint("f", n), Label: "help.find", Value: text.Draw(t, "value"), Many: rapid.Bool().Draw(t, "many")}
			for range rapid.IntRange(0, 100).Draw(t, "options") {
				f.Options = append(f.Options, bot.Option{Value: text.Draw(t, "option"), Label: span.Draw(t, "label")})
			}
			if rapid.Bool().Draw(t, "error") {
				f.Error = "mistake.ours"
			}
			m.Form = append(m.Form, f)
		}
	}
	return m
})

// TestEveryCardKeepsItsLimits holds any message, forms included, to the limits
// and to the rules that need no judge.
func TestEveryCardKeepsItsLimits(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := drawn.Draw(rt, "message")
		for _, target := range []target{conversationTarget(origin{}), flowTarget} {
			raw, err := feeds.JSON(flowPost{Type: "message", Attachments: []attachment{{ContentType: cardType, Content: layout(m, bot.Both, target)}}})
			if err != nil {
				rt.Fatalf("%v", err)
			}
			if err := judge(string(raw), target.budget+512); err != nil {
				rt.Fatalf("%v\n%s", err, raw)
			}
		}
	})
}

// stricter are what Microsoft's SDK believes and regwire does not, each with the
// reason.
var stricter = map[string]string{
	"RS512":                                "Microsoft signs with RS256",
	"oversize and well signed":             "the header is bounded",
	"demands what is not understood":       "crit is read",
	"key without endorsements":             "an empty list endorses nothing",
	"no beginning":                         "nbf is required",
	"no expiry":                            "exp is required",
	"both of an unknown service":           "our token would go there",
	"both of no service":                   "a service is required",
	"another channel":                      "only Teams is served",
	"no channel":                           "only Teams is served",
	"another tenant":                       "tenants are listed",
	"another tenant in the channel's data": "tenants are listed",
	"no tenant":                            "tenants are listed",
}

// looser is what the SDK refuses and regwire believes: RFC 7519 lets an audience
// be a list.
const looser = "audience as a list of one"

// TestMicrosoftsSDKRefusesNoLess has the SDK's own check judge the same requests:
// what it refuses is never believed here, and what is refused here beyond that is
// on the list above.
func TestMicrosoftsSDKRefusesNoLess(t *testing.T) {
	d := newDouble(t)
	d.now = time.Now()
	all := d.forgeries(t)
	values := make([]any, len(all))
	for n, f := range all {
		a := d.hello()
		if f.change != nil {
			f.change(a)
		}
		values[n] = map[string]any{"metadata": d.URL + "/v1/.well-known/openidconfiguration", "app": testApp, "header": strings.Join(f.headers, ", "), "activity": a}
	}
	wrong, ok := judges(t, "tokens", values...)
	if !ok {
		return
	}
	for n, f := range all {
		believed := len(wrong[n]) == 0
		why := stricter[f.name]
		switch {
		case f.good && !believed && f.name != looser:
			t.Errorf("%s: the SDK refuses it: %s", f.name, wrong[n])
		case believed && !f.good && why == "":
			t.Errorf("%s: the SDK believes it, and nobody said why we do not", f.name)
		case !believed && why != "":
			t.Errorf("%s: the SDK refuses it too: %s", f.name, wrong[n])
		}
	}
}

func TestPackageIsWhatTeamsTakes(t *testing.T) {
	app := App{ID: testApp, Version: "1.0.0", Developer: "Legal Operations", Website: "https://a.example/", Privacy: "https://a.example/p", Terms: "https://a.example/t"}
	var out, again bytes.Buffer
	if err := Package(&out, app); err != nil {
		t.Fatal(err)
	}
	if err := Package(&again, app); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Errorf("the same app is not the same bytes: %v", err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	for name, side := range map[string]int{"color.png": 192, "outline.png": 32} {
		img, err := png.Decode(bytes.NewReader(files[name]))
		if err != nil || img.Bounds().Dx() != side || img.Bounds().Dy() != side {
			t.Fatalf("%s: %v", name, err)
		}
		if _, _, _, a := img.At(0, 0).RGBA(); (a == 0) != (name == "outline.png") {
			t.Errorf("%s: the corner has alpha %d", name, a)
		}
	}
	for _, name := range []string{"color.png", "outline.png"} {
		path := filepath.Join("..", "..", "deploy", "teams", name)
		if *update {
			if err := os.WriteFile(path, files[name], 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if kept, err := os.ReadFile(path); err != nil || !bytes.Equal(kept, files[name]) {
			t.Errorf("%s is not the icon of the package (-update writes it anew): %v", path, err)
		}
	}
	var m manifest
	if err := json.Unmarshal(files["manifest.json"], &m); err != nil {
		t.Fatal(err)
	}
	if n := len(m.Bots[0].Lists[0].Commands); n == 0 || n > maxListed {
		t.Errorf("%d commands", n)
	}
	for _, c := range m.Bots[0].Lists[0].Commands {
		if len(c.Title) > 32 || len(c.Description) > 128 || strings.HasPrefix(c.Description, "[") {
			t.Errorf("command %+v", c)
		}
	}
	var loose any
	if err := json.Unmarshal(files["manifest.json"], &loose); err != nil {
		t.Fatal(err)
	}
	if wrong, ok := judges(t, "manifest", loose, map[string]any{"manifestVersion": manifestVersion}); ok && (len(wrong[0]) > 0 || len(wrong[1]) == 0) {
		t.Errorf("judged %q", wrong)
	}
	for name, change := range map[string]func(*App){
		"TEAMS_APP_ID": func(a *App) { a.ID = "regwire" }, "1 to 32": func(a *App) { a.Developer = strings.Repeat("x", 33) }, "not https": func(a *App) { a.Terms = "http://a.example" },
	} {
		bad := app
		change(&bad)
		if err := Package(io.Discard, bad); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
