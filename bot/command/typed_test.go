package command_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/feeds"
)

// TestFiltersAreUnderstoodAsEitherKeyboardHasThem: what is typed in Chinese, in full width
// or as a telephone writes it means the same as the words of the help.
func TestFiltersAreUnderstoodAsEitherKeyboardHasThem(t *testing.T) {
	o := newOffice(t)
	o.desk.Catalog.AuthorityNamed = func(name string) (feeds.AuthorityID, bool) {
		id, ok := map[string]feeds.AuthorityID{"国家网信办": "CAC", "cyberspace administration of china": "CAC"}[name]
		return id, ok
	}
	p := o.person(here, "Ann")
	for plain, typed := range map[string][]string{
		"preview topic:data-export mode:daily":         {"preview 主题:数据出境 方式:每日", "预览 主题：数据出境 模式：每天", "preview ｄａｔａ－ｅｘｐｏｒｔ ｍｏｄｅ：ｄａｉｌｙ", `preview "Data export" mode:daily`},
		"preview authority:cac":                        {"preview 机构:国家网信办", "preview authority:ＣＡＣ", `preview authority:"Cyberspace Administration of China"`},
		"preview stage:draft,in-force":                 {"preview 阶段:草案，已施行", "preview 阶段：征求意见、生效"},
		"preview section:court-litigation":             {"preview 栏目:司法"},
		"preview region:shanghai":                      {"preview 地区:上海", "preview region：ＳＨ"},
		"preview all mode:draft:weekly mode:final:now": {"preview 全部 方式:草案:每周 方式：已发布：立即", "preview 所有 草案:每周 final:now"},
		"preview all mode:in-force:daily":              {"preview all 施行：每天"},
		"preview -会议":                                  {"preview －会议", "preview –会议"},
		"settings zone:Europe/Berlin":                  {"settings zone:berlin", "设置 时区:柏林", "settings zone:europe/berlin", "settings tz berlin", "settings timezone = Berlin", "设置 时区 柏林"},
		"settings zone:America/New_York":               {`settings zone:"new york"`, "settings zone new york"},
		"settings zone:Asia/Shanghai":                  {"settings zone:Beijing", "设置 时区：北京"},
		"settings quiet:22:00-07:00":                   {"settings quiet:22-7", "settings quiet:22：00－07：00", "settings quiet 22 - 7", "settings quiet: 22:00 to 07:00", "设置 免打扰：22:00至7:00", "settings quiet:22:00–07:00"},
		"settings quiet:off workdays:on lang:zh":       {"设置 免打扰:关 工作日:开 语言:中文", "settings quiet off workdays=on language: zh"},
		"settings workdays:off lang:both":              {"设置 工作日：关闭 语言：双语"},
		"digest 2022-09":                               {"digest 2022-9", "月报 2022年9月", "digest 2022/09", "digest ２０２２－０９", "digest september", "digest Sep 2022", "月报 9月", "digest this month"},
		"since 2022-09-05":                             {"since 2022-9-5", "since 2022年9月5日", "以来 2022/9/5", "since 5 sep", "since Sept 5", "since 9月5日", "since 5th September 2022"},
		"since 2022-09-26":                             {"since monday", "since this week", "以来 周一", "since 本周"},
		"since 2022-09-19":                             {"since last week", "since 上周一", "以来 上周"},
		"since 7d":                                     {"since 7天", "since 1周", "since 7 days ago", "since last 7 days", "以来 最近7天"},
		"deadlines 30d":                                {"期限 30天", "deadlines ３０", "deadlines 30D", "deadlines 30 days", "deadlines next 30 days"},
		"deadlines 31d":                                {"deadlines october", "deadlines 2022-10", "deadlines next month", "期限 下个月", "deadlines 31 Oct"},
		"watch list":                                   {"关注 列表"},
		"list all":                                     {"列表 全部"},
		`find "标题" since:2022-9`:                       {"检索 标题 自:2022年9月", "find 标题 from:september", "find 标题 since:this-month"},
		"find 标题 -会议":                                  {"find 标题 －会议", "检索 标题 –会议"},
		"latest 5":                                     {"latest ５", "最新 5"},
	} {
		want, _, err := p.try(plain)
		if err != nil {
			t.Errorf("%s: %s", plain, want)
		}
		for _, line := range typed {
			got, _, err := p.try(line)
			if got = strings.ReplaceAll(got, quoted(line), ""); err != nil || got != strings.ReplaceAll(want, quoted(plain), "") {
				t.Errorf("%s says\n%s\nand %s says\n%s", line, got, plain, want)
			}
		}
	}
}

// quoted is what the answer to a search repeats of its words.
func quoted(line string) string {
	if _, rest, ok := strings.Cut(line, " "); ok && (strings.HasPrefix(line, "find") || strings.HasPrefix(line, "检索")) {
		return strings.ReplaceAll(rest, `"`, "")
	}
	return "\x00"
}

// TestKindsOfWatchedNamesHaveOtherNames: who watches a company does not call it an entity.
func TestKindsOfWatchedNamesHaveOtherNames(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.actor.Admin = true
	for typed, want := range map[string]string{
		"watch add company Acme owners:me,U1": ": company", "关注 添加 公司 艾克米 负责人:me,U1": ": company", "watch add supplier Box owners:me,U1": ": vendor",
		"watch add 小程序 盒子 owners:me,U1 别名:箱子": ": mini-program", "watch add Mini-Program 小盒 owners:me,U1": ": mini-program",
		"关注 添加 应用 甲付 负责人:me，U1 别名:甲支付、甲钱包": "甲付",
	} {
		p.wants(typed, "watch", want)
	}
	p.wants("watch list", "甲付 / 甲支付 / 甲钱包")
	p.wants("watch add 狗 旺财 owners:me,U1", "“狗”", "app, mini-program, sdk, entity (a company) or vendor")
}

// TestWhatIsNoWordIsNotSubscribedTo: a subscription to it would never match, and nobody
// would learn why.
func TestWhatIsNoWordIsNotSubscribedTo(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.wants("subscribe all -", "“-” is no word to look for")
	p.wants("subscribe 。", "is no word to look for")
	p.wants("subscribe 关键词：数据", "Filters have no “关键词:”")
	p.wants("subscribe 等级:高", "Filters have no “等级:”")
	p.wants("subscribe all 机构:网信办", "No authority has the code “网信办”")
	p.wants("settings zone:Nowhere", "not a time zone", "Europe/Berlin")
	p.wants("settings quiet:24-7", "no quiet hours")
	p.wants("settings quiet:7-7", "no quiet hours")
	p.wants("digest 2022-13", "is not a month")
	p.wants("since 2022-13-1", "is not a day")
	if subs, err := o.store.Subscriptions(t.Context()); err != nil || len(subs) != 0 {
		t.Errorf("subscribed: %v, %v", subs, err)
	}
	// A title with a colon is looked for as it stands.
	e := string(o.publish("", "百日行动：重拳打击", func(i *feeds.Item) { i.Reading.Authorities = nil }))
	p.wants("find 百日行动：重拳打击", "["+e+"]")
	// What people write of an event is kept as they write it.
	p.say("note " + e + " 注意：十月一日前，完成")
	marks, err := o.store.Marks(t.Context(), here.Workspace(), feeds.EventID(e))
	if err != nil || len(marks) != 1 || marks[0].Kind != bot.MarkNote || marks[0].Text != "注意：十月一日前，完成" {
		t.Errorf("noted %+v, %v", marks, err)
	}
}

// TestACommandIsKnownHoweverItIsTyped: a Chinese keyboard left in full width, a colon
// behind the verb, the word that another program has for it.
func TestACommandIsKnownHoweverItIsTyped(t *testing.T) {
	for line, want := range map[string]string{
		"ｓｕｂｓｃｒｉｂｅ　ａｌｌ": "subscribe ａｌｌ", "检索：数据出境": "find 数据出境", "FIND: 数据出境": "find 数据出境", "ｆｉｎｄ：数据 出境": "find 数据 出境",
		"搜索 数据": "find 数据", "查找 数据": "find 数据", "取消订阅 s3": "unsubscribe s3", "监看 列表": "watch 列表", "?": "help ", "？": "help ",
		"百日行动：打击": "百日行动:打击 ", "since:7d": "since 7d",
	} {
		if verb, words := command.ParseLine(line); verb+" "+strings.Join(words, " ") != want {
			t.Errorf("%q is read as %q %q, want %q", line, verb, words, want)
		}
	}
}

// TestASlipIsToldByItsFix: each was passed over, or answered by what did not help.
func TestASlipIsToldByItsFix(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", nil))
	p := o.person(here, "Ann")
	p.actor.Admin = true
	p.wants("unsubscribe all", "No subscriptions here")
	p.wants("subscribe everything", "everything relevant")
	p.wants("subscribe 应用执法", "“应用执法” is no topic", "topics lists")
	p.wants("mute s1 2w", "s1 muted until 14 Oct 2022")
	p.wants("mute s1 until next friday company holiday", "s1 muted until 7 Oct 2022: company holiday")
	p.wants("mute s1 until friday because holiday", "s1 muted until 7 Oct 2022: holiday.")
	p.wants("help mute", "DAY: as you write it", "2w")
	p.wants("help deadlines", "DAY: as you write it", "TOPIC", "region:")
	p.wants("mute s1 2 weeks", "s1 muted until 14 Oct 2022")
	p.wants("remind "+e+" next friday", "7 Oct 2022")
	p.wants("mute s1 whenever", "not a day to come", "YYYY-MM-DD")
	p.wants("deadlines august 2022", "is not ahead")
	p.wants("deadlines 30d soon", "“soon” is neither")
	p.wants("deadlines data-exprot", "Did you mean data-export")
	p.wants("deadlines mode:now", "It takes: topic, authority, region, stage, section")
	p.wants("digest september docx", "“docx” behind it says nothing", "digest 2022-09")
	p.wants("settings lang", "lang")
	p.wants("settings zone new yrok", "“new yrok” is not a time zone")
	p.wants("digest 2022-09 format:docx", "“format:docx” behind it says nothing", "digest 2022-09")
	p.wants("find 标题 since:2022-09-20 until:2022-09-01", "nothing is between them")
	p.wants("evidence e3", "at the terminal", "regwire evidence")
	p.wants("why cac.example/1", "is relevant")
	p.wants("item CAC.example/nowhere", "Nothing is known")
	p.wants("submit www.news.example/a", "https://www.news.example/a")
	p.wants("item "+e+".", "event/"+e)
	p.say("watch add app 支付 owners:me,Bob")
	p.wants("watch remove W1", "w1 is no longer watched")
}

// TestEveryVerbAnswersWhateverIsTyped: a verb alone, or with words that are none of its, is
// told what it takes.
func TestEveryVerbAnswersWhateverIsTyped(t *testing.T) {
	o := newOffice(t)
	o.desk.Sourcing = &shelf{}
	o.publish("", "关于数据出境的通知", nil)
	p := o.person(here, "Ann")
	for _, operator := range []bool{false, true} {
		p.actor.Operator, p.actor.Admin = operator, operator
		for _, verb := range command.Verbs() {
			for _, words := range []string{"", `""`, "x", "e1", "e1 x", "e1 e1", "e9", "i9", "s9", "all", "off", "list", "add", "remove", "split", "share", "e1 share", "-", ":", "until:", "topic:x", "2022", "7d", "https://cac.example/9", strings.Repeat("x ", 40)} {
				line := verb + " " + words
				if answer, m, err := p.try(line); strings.HasPrefix(answer, "ERROR") || err == nil && len(m.Blocks)+len(m.Form) == 0 {
					t.Errorf("%q is answered by %q, %v", line, answer, err)
				}
				if answer, _, err := p.try("share " + line); err != nil && strings.HasPrefix(answer, "ERROR") {
					t.Errorf("share %q is answered by %q", line, answer)
				}
			}
		}
	}
}

// TestAPanicInAVerbIsAnErrorOfOurs: what serves others goes on, and who asked is answered.
func TestAPanicInAVerbIsAnErrorOfOurs(t *testing.T) {
	o := newOffice(t)
	o.desk.Link = func(string) (feeds.Found, error) { panic("no link") }
	if _, _, err := o.person(here, "Ann").try("submit https://cac.example/1"); err == nil || !strings.Contains(err.Error(), "panic in submit at typed_test.go:") || !strings.Contains(err.Error(), "no link") {
		t.Errorf("the error is %v", err)
	}
}

// TestAWordThatIsPartOfATopicsNameIsToldOfTheTopic: it finds less, and nobody would learn of
// the other.
func TestAWordThatIsPartOfATopicsNameIsToldOfTheTopic(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.wants("subscribe 出境", "with the words “出境”", "in other words too: data-export (Data export)")
	p.wants("subscribe Export", "data-export (Data export)")
	for _, line := range []string{"subscribe 数据出境", "subscribe 会议", "subscribe 出", "subscribe port"} {
		if answer := p.say(line); strings.Contains(answer, "other words") {
			t.Errorf("%s is answered by %q", line, answer)
		}
	}
}
