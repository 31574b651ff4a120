package dedupe_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/dedupe"
)

// A maker writes notices as Chinese authorities do, from word lists, so that
// thousands of distinct ones and their variants can be compared.
type maker struct {
	*rand.Rand
	narrow bool
}

var (
	agencies = strings.Fields("国家互联网信息办公室 工业和信息化部 公安部 国家市场监督管理总局 国家数据局 中国人民银行 国家金融监督管理总局 国家卫生健康委员会 上海市通信管理局 北京市通信管理局 广东省通信管理局 江苏省互联网信息办公室 浙江省互联网信息办公室 四川省通信管理局 全国网络安全标准化技术委员会")
	subjects = strings.Fields("数据安全 个人信息 网络安全 重要数据 公共数据 未成年人 人工智能 人脸识别 车联网 算法推荐 移动互联网应用程序 数据出境 工业互联网 金融数据 健康医疗数据 地理信息 政务数据 关键信息基础设施 电信业务 生成式服务 深度合成 网络支付 智能终端 云计算服务 物联网卡 商用密码 信用信息 快递服务 网络交易 直播营销")
	objects  = strings.Fields("分类分级 风险评估 合规审计 安全管理 监督检查 应急处置 授权运营 备案管理 认证实施 监测预警 权益保护 共享开放 目录编制 能力评价 标识管理 跨境流动 专项治理 登记管理 质量提升 人才培养")
	types    = strings.Fields("工作 行动 试点 办法 指南 要求 规范 方案 细则 规定")
	openings = strings.Fields("关于开展{S}{O}{T}的通知 关于组织开展{S}{O}{T}的通知 关于印发《{S}{O}{T}》的通知 关于做好{S}{O}{T}的通知 关于进一步加强{S}{O}{T}的公告 关于违规{S}{O}{T}的通报（第{N}批） 关于{S}{O}{T}行政处罚决定（第{N}号） 关于公布{S}{O}{T}名单（第{N}期）的公告 关于{S}{O}{T}有关事项的公告")
	clause   = strings.Fields("各有关单位要{W}{S}{W} 应当{W}{W}{O}制度 明确{W}{S}负责人和{W}{W}机构 于{M}月{D}日前{W}{O}{W}材料 对{C}家企业{W}{W}{O} 共发现{C}项{W}问题 {W}{W}{S}的{W}应当取得同意 不得{W}{W}{W}{S} {W}{O}的{W}{W}保障 {W}{S}台账和{O}{W} 每年至少{W}{C}次{O} 对{W}{W}{W}的依法予以处理 {W}{O}的{W}{W}渠道 落实{W}{W}主体责任 {W}{W}{W}{W}进行论证 处以罚款人民币{C}万元 依据{W}{W}法律法规 {W}{W}{W}{W}{W} {W}{W}主管部门的{W} {W}{W}{W}记录{C}个月")
)

// vocabulary are two-character words that no list above has, so that bodies
// differ as much as real ones do.
var vocabulary = func() []string {
	out := make([]string, 1200)
	for i := range out {
		out[i] = string([]rune{rune(0x5000 + i*37%6000), rune(0x6000 + i*53%5000)})
	}
	return out
}()

func pick(m maker, list []string) string { return list[m.IntN(len(list))] }

func (m maker) fill(pattern string) string {
	for strings.Contains(pattern, "{W}") {
		pattern = strings.Replace(pattern, "{W}", pick(m, vocabulary), 1)
	}
	return strings.NewReplacer(
		"{S}", pick(m, subjects), "{O}", pick(m, objects), "{T}", pick(m, types), "{N}", fmt.Sprint(1+m.IntN(60)),
		"{M}", fmt.Sprint(1+m.IntN(12)), "{D}", fmt.Sprint(1+m.IntN(28)), "{C}", fmt.Sprint(2+m.IntN(90)),
	).Replace(pattern)
}

// clauses come from few patterns; narrow bodies have no words of their own, so
// that any two of them have much in common.
func (m maker) clauses(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = m.clause()
	}
	return out
}

func (m maker) clause() string {
	pattern := pick(m, clause)
	if m.narrow {
		pattern = strings.ReplaceAll(pattern, "{W}", "有关")
	}
	return m.fill(pattern)
}

// notice is an item with what it was made of.
type notice struct {
	feeds.Item
	agency, subject string
	clauses         []string
}

func (m maker) notice(n int) notice {
	x := notice{agency: pick(m, agencies), subject: m.fill(pick(m, openings)), clauses: m.clauses(20)}
	x.Item = feeds.Item{
		Title: x.agency + x.subject, Text: strings.Join(x.clauses, "，") + "。", URL: fmt.Sprintf("https://a.example.gov.cn/%d.html", n),
		Host: "a.example.gov.cn", Authority: feeds.AuthorityID(x.agency), Published: feeds.Day("2022-03-01").Add(m.IntN(150)),
	}
	return x
}

// variant is the notice as another page prints it.
func (x notice) variant(title, text string, days int) feeds.Item {
	i := x.Item
	i.Title, i.Text, i.URL, i.Host, i.Published = title, text, strings.Replace(x.URL, "a.example.gov.cn", "b.example.cn", 1)+"?other", "b.example.cn", x.Published.Add(days)
	return i
}

func (x notice) replaced(m maker, share float64) string {
	list := slices.Clone(x.clauses)
	for _, i := range m.Perm(len(list))[:int(share*float64(len(list)))] {
		list[i] = m.clause()
	}
	return strings.Join(list, "，") + "。"
}

// cut keeps the first n characters.
func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}

// renumbered gives the title's batch, issue or decision another number.
func renumbered(m maker, title string) string {
	before, rest, ok := strings.Cut(title, "（第")
	if !ok {
		return ""
	}
	number, after, _ := strings.Cut(rest, "）")
	unit := []rune(number)[len([]rune(number))-1]
	for {
		if other := fmt.Sprintf("%d%c", 1+m.IntN(60), unit); other != number {
			return before + "（第" + other + "）" + after
		}
	}
}

var reword = strings.NewReplacer("开展", "扎实开展", "做好", "切实做好", "进一步加强", "加强", "组织", "统筹", "公布", "发布", "有关事项", "相关事项", "违规", "违法违规", "行政处罚", "作出行政处罚", "印发", "发布")

// Each kind of variant with its bar: what part joins, at least or at most.
func TestVariantsOfANotice(t *testing.T) {
	t.Run("bodies of many words", func(t *testing.T) { variants(t, maker{Rand: rand.New(rand.NewPCG(7, 11))}, 2100, 10) })
	t.Run("bodies of few words", func(t *testing.T) { variants(t, maker{Rand: rand.New(rand.NewPCG(5, 13)), narrow: true}, 600, 4) })
}

// kind is one way in which a notice comes back, and the share of them that must or
// may join it.
type kind struct {
	name        string
	least, most float64
	make        func(x notice) (feeds.Item, bool)
}

// kinds of variants; m makes what they have that is new.
func kinds(m maker) []kind {
	return []kind{
		{"cut at 22 characters", 0.95, 1, func(x notice) (feeds.Item, bool) { return x.variant(cut(x.Title, 22), x.Text, 1), true }},
		{"agency dropped", 0.95, 1, func(x notice) (feeds.Item, bool) { return x.variant(x.subject, x.Text, 0), true }},
		{"site suffix", 0.95, 1, func(x notice) (feeds.Item, bool) {
			return x.variant(x.Title+"_部门动态_中国政府网", "来源：中国政府网 "+x.Text+" 责任编辑：张三", 2), true
		}},
		{"number dropped", 0.95, 1, func(x notice) (feeds.Item, bool) {
			before, rest, ok := strings.Cut(x.Title, "（第")
			_, after, _ := strings.Cut(rest, "）")
			return x.variant(before+after, x.Text, 1), ok
		}},
		{"document number added", 0.95, 1, func(x notice) (feeds.Item, bool) {
			return x.variant(x.Title+"（国信办通字〔2022〕2号）", x.Text, 0), !strings.Contains(x.Title, "号）")
		}},
		{"forwarded by another agency", 0.95, 1, func(x notice) (feeds.Item, bool) {
			i := x.variant("山东省互联网信息办公室转发"+x.Title, "现将有关文件转发给你们，请认真贯彻执行。"+x.Text, 5)
			i.Authority = "山东"
			return i, true
		}},
		{"reprinted by a province, issuer read", 0.95, 1, func(x notice) (feeds.Item, bool) {
			i := x.variant(x.Title, x.Text, 6)
			i.Authority, i.Reading.Authorities = "湖北", []feeds.AuthorityID{feeds.AuthorityID(x.agency)}
			return i, true
		}},
		{"reworded", 0.95, 1, func(x notice) (feeds.Item, bool) {
			title := x.agency + reword.Replace(x.subject)
			return x.variant(title, strings.NewReplacer("应当", "应", "高度重视", "重视").Replace(x.Text), 1), title != x.Title
		}},
		{"half of the text", 0.95, 1, func(x notice) (feeds.Item, bool) {
			return x.variant(x.Title, strings.Join(x.clauses[:10], "，")+"。", 0), true
		}},
		{"other number, same text", 0, 0, func(x notice) (feeds.Item, bool) {
			title := renumbered(m, x.Title)
			return x.variant(title, x.Text, 9), title != ""
		}},
		{"other number, 40 % of the text", 0, 0, func(x notice) (feeds.Item, bool) {
			title := renumbered(m, x.Title)
			return x.variant(title, x.replaced(m, 0.4), 9), title != ""
		}},
		{"other subject, 40 % of the text", 0, 0.01, func(x notice) (feeds.Item, bool) {
			subject := m.fill(pick(m, openings))
			return x.variant(x.agency+subject, x.replaced(m, 0.4), 3), subject != x.subject
		}},
		{"one word of the title other, 40 % of the text", 0, 0.01, func(x notice) (feeds.Item, bool) {
			title := x.swapped(m)
			return x.variant(title, x.replaced(m, 0.4), 2), title != x.Title
		}},
		{"same title another day, other figures", 0, 0.01, func(x notice) (feeds.Item, bool) {
			text := x.refigured(m)
			return x.variant(x.Title, text, 12), text != x.Text && figures(x.Text) >= 3
		}},
		{"same title another day, other text", 0, 0.01, func(x notice) (feeds.Item, bool) {
			return x.variant(x.Title, strings.Join(m.clauses(20), "，"), 8), true
		}},
		{"the same, half a year later", 0, 0, func(x notice) (feeds.Item, bool) { return x.variant(x.Title, x.Text, 180), true }},
		{"questions answered about it", 0, 0, func(x notice) (feeds.Item, bool) {
			return x.variant("《"+x.subject+"》答记者问", x.Text, 0), true
		}},
		{"its draft", 0, 0, func(x notice) (feeds.Item, bool) {
			i := x.variant(x.Title, x.Text, -20)
			i.Reading.Stage = feeds.StageDraft
			return i, true
		}},
	}
}

// tally is how the variants of one kind fared.
type tally struct {
	kind
	made, joined, wrong int
}

func (t tally) share() float64 { return float64(t.joined) / float64(max(t.made, 1)) }

// tallies makes notices, and the variants of every so many of them.
func tallies(tb testing.TB, m maker, notices, every int) []tally {
	tb.Helper()
	corpus := make([]notice, notices)
	var items []feeds.Item
	for i := range corpus {
		corpus[i] = m.notice(i)
		items = append(items, corpus[i].Item)
	}
	ix := newIndex(items)
	stray := 0
	for i := range items {
		if got := ix.join(items[i], i); got >= 0 {
			stray++
			if stray < 5 {
				tb.Logf("two notices in one: %s | %s", items[i].Title, items[got].Title)
			}
		}
	}
	if stray > 0 {
		tb.Errorf("%d of %d distinct notices would join another", stray, notices)
	}
	var out []tally
	for _, k := range kinds(m) {
		t := tally{kind: k}
		for i, x := range corpus {
			if i%every != 0 {
				continue
			}
			v, ok := k.make(x)
			if !ok {
				continue
			}
			t.made++
			switch got := ix.join(v, -1); {
			case got == i:
				t.joined++
				if k.least == 0 && t.joined < 6 {
					tb.Logf("%s: %s | %s", k.name, x.Title, v.Title)
				}
			case got >= 0:
				t.wrong++
			default:
				if k.least > 0 && t.made-t.joined-t.wrong < 3 {
					tb.Logf("%s: not joined: %s | %s", k.name, x.Title, v.Title)
				}
			}
		}
		out = append(out, t)
	}
	return out
}

// variants judges each kind by its bar.
func variants(t *testing.T, m maker, notices, every int) {
	t.Helper()
	for _, k := range tallies(t, m, notices, every) {
		share, bad := k.share(), float64(k.wrong)/float64(k.made)
		t.Logf("%-40s %5d made, %6.2f %% joined, %5.2f %% joined another", k.name, k.made, 100*share, 100*bad)
		if share < k.least || share > k.most || bad > 0.01 {
			t.Errorf("%s: %.4f joined, want %.2f to %.2f; %.4f joined another", k.name, share, k.least, k.most, bad)
		}
	}
}

// BenchmarkNearDuplicates prints the worst figure of each group of kinds: of
// variants that must join, of other numbers, and of the rest that must not.
func BenchmarkNearDuplicates(b *testing.B) {
	m := maker{Rand: rand.New(rand.NewPCG(7, 11))}
	var items []feeds.Item
	for i := range 4000 {
		items = append(items, m.notice(i).Item)
	}
	ix := newIndex(items)
	before := cpuTime()
	for i := range items {
		ix.join(items[i], i)
	}
	each := (cpuTime() - before) / time.Duration(len(items))
	var all []tally
	for b.Loop() {
		all = tallies(b, m, 2100, 10)
	}
	joined, number, other := 1.0, 0.0, 0.0
	for _, t := range all {
		switch {
		case t.least > 0:
			joined = min(joined, t.share())
		case strings.Contains(t.name, "number"):
			number = max(number, t.share())
		default:
			other = max(other, t.share())
		}
	}
	b.ReportMetric(100*joined, "%-variants-joined")
	b.ReportMetric(100*number, "%-other-numbers-joined")
	b.ReportMetric(100*other, "%-others-joined")
	b.ReportMetric(float64(each.Nanoseconds()), "cpu-ns/item")
}

// cpuTime is what this process has used so far.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// swapped is the title with its subject another one.
func (x notice) swapped(m maker) string {
	for _, s := range subjects {
		if before, after, ok := strings.Cut(x.subject, s); ok {
			return x.agency + before + pick(m, subjects) + after
		}
	}
	return x.Title
}

func figures(s string) int {
	return len(strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }))
}

// refigured is the text with every figure another one.
func (x notice) refigured(m maker) string {
	var b strings.Builder
	last := false
	for _, r := range x.Text {
		digit := r >= '0' && r <= '9'
		if !digit {
			b.WriteRune(r)
		} else if !last {
			fmt.Fprint(&b, 2+m.IntN(90))
		}
		last = digit
	}
	return b.String()
}

// index finds candidates as a store does.
type index struct {
	items  []feeds.Item
	events map[feeds.Key][]int
}

func newIndex(items []feeds.Item) *index {
	ix := &index{items: items, events: map[feeds.Key][]int{}}
	for i, item := range items {
		read := dedupe.Identity{}.EventKeys(item)
		for _, k := range slices.Concat(read.Keys, read.Own) {
			ix.events[k] = append(ix.events[k], i)
		}
	}
	return ix
}

// join is the index of the item that the given one would join, -1 for none;
// except is left out.
func (ix *index) join(item feeds.Item, except int) int {
	var id dedupe.Identity
	var found []int
	read := id.EventKeys(item)
	for _, k := range slices.Concat(read.Keys, read.Sought) {
		at := ix.events[k]
		found = append(found, at[max(0, len(at)-feeds.MaxOfKey):]...)
	}
	found = feeds.Nearest(found)
	var candidates []feeds.Candidate
	for _, n := range found[:min(len(found), feeds.MaxCandidates)] {
		if n != except {
			candidates = append(candidates, feeds.CandidateOf(feeds.EventID(fmt.Sprint(n)), ix.items[n]))
		}
	}
	v := id.Join(&read, candidates)
	if v.Join == "" {
		return -1
	}
	n := -1
	_, _ = fmt.Sscan(string(v.Join), &n)
	return n
}

func BenchmarkKeysAndJoin(b *testing.B) {
	m := maker{Rand: rand.New(rand.NewPCG(3, 5))}
	var items []feeds.Item
	for i := range 4000 {
		items = append(items, m.notice(i).Item)
	}
	ix := newIndex(items)
	i := 0
	for b.Loop() {
		ix.join(items[i%len(items)], i%len(items))
		i++
	}
}

func BenchmarkKeys(b *testing.B) {
	m := maker{Rand: rand.New(rand.NewPCG(3, 5))}
	item := m.notice(1).Item
	for b.Loop() {
		dedupe.Identity{}.EventKeys(item)
	}
}

// Keys and decision of one item among 100,000 that are indexed.
func BenchmarkJoinAmong100000(b *testing.B) {
	m := maker{Rand: rand.New(rand.NewPCG(3, 5))}
	items := make([]feeds.Item, 100_000)
	for i := range items {
		items[i] = m.notice(i).Item
	}
	ix := newIndex(items)
	i := 0
	for b.Loop() {
		ix.join(items[i*7%len(items)], i*7%len(items))
		i++
	}
}
