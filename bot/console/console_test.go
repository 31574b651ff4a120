package console_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/bot/console"
	"github.com/regwire/regwire/bot/phrase"
)

var update = flag.Bool("update", false, "write the golden renderings")

func now() time.Time { return time.Date(2022, 9, 14, 16, 5, 0, 0, time.UTC) }

// terminal keeps what is written to it, one write a post.
type terminal struct {
	mu    sync.Mutex
	posts []bottest.Shown
}

func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	post := bottest.Shown{Ref: fmt.Sprintf("%s-%d", now().Format("20060102T150405"), len(t.posts)+1), Raw: string(p), Text: string(p)}
	for _, m := range address.FindAllStringSubmatch(post.Raw, -1) {
		post.Links = append(post.Links, m[1])
	}
	t.posts = append(t.posts, post)
	return len(p), nil
}

var address = regexp.MustCompile(`<((?:https?|javascript|mailto|data):[^ <>|]*)>`)

// shown is what a person has seen so far.
func (t *terminal) shown() []bottest.Shown {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.posts)
}

func TestPlatform(t *testing.T) {
	bottest.RunPlatform(t, func(*testing.T) bottest.Setup {
		screen := &terminal{}
		return bottest.Setup{
			Platform: console.New(screen, console.Config{}, now), Channel: bot.Channel{ID: "console:local/demo"},
			Say: phrase.Say, Shown: screen.shown,
		}
	})
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("terminal is closed") }

func TestClosedTerminalIsTriedAgain(t *testing.T) {
	_, err := console.New(broken{}, console.Config{}, now).Post(t.Context(), bot.Channel{}, bot.Message{})
	if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != bot.FateRetry {
		t.Errorf("error is %v, want one that says retry", err)
	}
}

// alert is a message with a block of every kind.
func alert() bot.Message {
	var m bot.Message
	m.Add(bot.Headline, bot.Line{bot.Say("word.comment_by", "13 Nov 2022", 60).As(bot.Bold), bot.Quote(" · TC260 · "), bot.Say("nature.draft", bot.Phrase("force.recommended standard"))})
	m.Add(bot.Title, bot.Line{bot.Quote("Information Security Technology – Network Data Classification and Grading Requirements (Draft for Comments)").As(bot.Bold), bot.Say("mark.ours").As(bot.Italic)})
	m.Add(bot.Original, bot.Line{bot.Quote("信息安全技术 网络数据分类分级要求（征求意见稿）")})
	m.Add(bot.Body, bot.Line{{Text: "Sorts data into core, important and general.", Lang: bot.English}, {Text: "将数据分为核心数据、重要数据和一般数据，并规定分级的方法、步骤与各行业领域应当遵守的共同要求。", Lang: bot.Chinese}})
	m.Add(bot.Bullets, bot.Line{bot.Quote("one row")}, bot.Line{bot.Quote("another row that is so long that it does not stand on one line of a narrow terminal and goes on below")})
	m.Add(bot.Quoted, bot.Line{bot.Quote("征求意见截止日期为2022年11月13日")})
	m.Add(bot.Divider)
	m.Add(bot.Context, bot.Line{bot.Say("link.original").To("https://www.tc260.org.cn/front/bzzqyjDetail.html?id=20220914175119&norm_id=20220908173116&recode_id=48342"), bot.Quote(" · "), bot.Say("link.id", "e1")})
	return m
}

func TestRenderings(t *testing.T) {
	repeat := alert()
	repeat.Repeat = true
	for name, c := range map[string]struct {
		message bot.Message
		lang    bot.Lang
		config  console.Config
	}{
		"alert-en":     {alert(), bot.English, console.Config{}},
		"alert-zh":     {alert(), bot.Chinese, console.Config{}},
		"alert-both":   {alert(), bot.Both, console.Config{}},
		"alert-narrow": {alert(), bot.Both, console.Config{Width: 40}},
		"alert-color":  {alert(), bot.English, console.Config{Color: true}},
		"repeat":       {repeat, bot.English, console.Config{}},
		"empty":        {bot.Message{}, bot.English, console.Config{}},
	} {
		t.Run(name, func(t *testing.T) {
			got := console.Render(c.message, c.lang, c.config)
			file := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs; run with -update and read the diff\n got: %s\nwant: %s", file, got, want)
			}
			if strings.Contains(got, "\x1b") && !c.config.Color {
				t.Error("a plain rendering holds an escape")
			}
		})
	}
}
