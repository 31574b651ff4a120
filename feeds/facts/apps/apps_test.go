package apps_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

const appTitle = "上海市通信管理局关于侵害用户权益行为APP的通报"

func TestAppListIsReadWhereverItStands(t *testing.T) {
	r := factstest.Reader(t)
	rows := [][]string{
		{"序号", "应用名称", "应用开发者", "应用来源", "应用版本", "所涉问题"},
		{"1", "衣邦人", "杭州某科技有限公司", "百度手机助手", "7.2.1", "违规收集个人信息"},
		{"", "", "", "", "", "强制、频繁、过度索取权限"},
		{"2", "得物租", "某工作室", "应用宝", "3.4.0", "违规使用个人信息"},
	}
	body := "共发现2款APP存在问题（详见附件），现予以通报。"
	for name, c := range map[string]struct {
		w    feeds.Writing
		from string
	}{
		"table of the page":  {feeds.Writing{Body: body, Tables: [][][]string{rows}}, "table"},
		"attached sheet":     {feeds.Writing{Body: body, Attachments: []feeds.Attachment{{Name: "名单.xlsx", How: "xlsx", Table: rows}}}, "xlsx"},
		"attached picture":   {feeds.Writing{Body: body, Attachments: []feeds.Attachment{{Name: "1.png", Image: true, How: "ocr", Table: rows}}}, "picture"},
		"title row on top":   {feeds.Writing{Body: body, Tables: [][][]string{append([][]string{{"存在问题的APP名单"}}, rows...)}}, "table"},
		"running text":       {feeds.Writing{Body: body + "\n1、违规收集个人信息。涉及移动应用如下：《衣邦人》（版本7.2.1，百度手机助手）、《得物租》（版本3.4.0，应用宝）。"}, "text"},
		"no table, but text": {feeds.Writing{Body: "2款APP存在问题：《衣邦人》（版本7.2.1，百度手机助手）、《得物租》(版本3.4.0,应用宝)。"}, "text"},
	} {
		t.Run(name, func(t *testing.T) {
			c.w.Title, c.w.Source = appTitle, "SHCA"
			got := r.Read(c.w).Apps
			if got == nil || got.From != c.from || got.Expected != 2 || got.Unread != "" {
				t.Fatalf("got %+v, want rows from %s", got, c.from)
			}
			names := map[string]feeds.AppRow{}
			for _, row := range got.Rows {
				names[row.Name] = row
			}
			if len(names) != 2 || names["衣邦人"].Version != "7.2.1" || names["衣邦人"].Store != "百度手机助手" {
				t.Errorf("got %+v", got.Rows)
			}
			if names["得物租"].Machine != (c.from == "picture") {
				t.Errorf("machine mark is %t", names["得物租"].Machine)
			}
		})
	}
}

func TestAppsAreReadOutOfTheTextInTheWaysNoticesNameThem(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		body, want string // name, version, store, company and problem of the first; then how many
		rows       int
	}{
		{"1、未公开收集使用规则。涉及2款移动应用如下：《衣邦人》（版本7.2.1，百度手机助手）、《得物租》（版本1.0，应用宝）。", "衣邦人|7.2.1|百度手机助手||未公开收集使用规则", 2},
		{"涉及2款App如下：\n“旅行家”（版本5.1，小米应用商店）\n“好医生”（版本3.2.0，华为应用市场）", "旅行家|5.1|小米应用商店||", 2},
		{"一、“甲浏览器”App（6.1版，华为应用市场）未经用户同意收集个人信息；二、“乙相机”App（2.4版，应用宝）强制索取权限。", "甲浏览器|6.1|华为应用市场||未经用户同意收集个人信息", 2},
		{"现将名单公布如下：\n1. 甲地图（版本号：5.2.1）\n2. 乙影音（版本号：3.3）\n3. 丙商城（版本号：1.0）", "甲地图|5.2.1|||", 3},
		{"现将2款APP予以通报。\n序号 应用名称 应用开发者 应用版本 应用来源 所涉问题\n1 甲地图 北京甲科技有限公司 5.2.1 应用宝 违规收集 个人信息\n2 乙影音 上海乙网络有限公司 3.3 小米应用商店 强制索权", "甲地图|5.2.1|应用宝|北京甲科技有限公司|违规收集 个人信息", 2},
		{"查处“甲运动”“乙记账”“丙日历”等47款App，对“甲运动”等12款App予以下架，对“乙记账”等35款App责令限期改正。", "甲运动||||", 3},
		{"我局对“甲贷”“乙租车”“丙健身”等3款App予以下架。", "甲贷||||", 3},
		{"对《甲读书》《乙天气》2款App运营者予以警告。", "甲读书||||", 2},
		{"被通报的3款App分别为：甲购物、乙出行、丙外卖。", "甲购物||||", 3},
		{"存在问题的2款APP包括：甲单车（北京甲公司，v3.2）、乙厨房（上海乙公司，v1.1）。", "甲单车|v3.2||北京甲公司|", 2},
		{"MIIT named three apps. The three apps are Alpha Map, Beta Pay and Gamma Shop.", "Alpha Map||||", 3},
		{"MIIT named three apps. The three apps are Alpha Map, Beta Pay, and Gamma Shop.", "Alpha Map||||", 3},
		{"检测发现3款App存在问题：1.小鹿打车（版本8.1.2，应用宝），违规收集个人信息；2.Acme Pay（版本3.0.1，华为应用市场），强制索取权限；3.云上读书（版本2.2，小米应用商店），未经同意收集个人信息。", "小鹿打车|8.1.2|应用宝||违规收集个人信息", 3},
		{"对3款App通报如下。\n1.小鹿打车（版本8.1.2，应用宝），违规收集个人信息；2.云上读书（版本2.2，应用宝），强制索取权限；3.快跑健身（版本1.0，应用宝），强制索取权限。", "小鹿打车|8.1.2|应用宝||违规收集个人信息", 3},
		{"涉及1、小鹿打车（北京小鹿科技有限公司，8.1.2版），2、云上读书（杭州云读有限公司，2.2版），3、快跑健身（1.0版）等3款App。", "小鹿打车|8.1.2||北京小鹿科技有限公司|", 3},
		{"通报2款App。1、甲读书（1.0版）违规收集个人信息，2、乙天气（2.0版）强制索取权限。", "甲读书|1.0|||违规收集个人信息", 2},
		{"3款App存在问题。（1）小鹿打车（8.1.2）：违规收集个人信息；（2）云上读书（2.2）：强制索权；（3）快跑健身（1.0）：超范围收集。", "小鹿打车|8.1.2|||违规收集个人信息", 3},
		{"3款App存在问题。①小鹿打车：违规收集个人信息；②云上读书：强制索取权限；③快跑健身：超范围收集个人信息。", "小鹿打车||||违规收集个人信息", 3},
		{"以下应用存在问题：1.隐私相册（版本8.1.2，应用宝），违规收集个人信息；2.乙天气（版本2.2，应用宝），强制索取权限；3.丙健身（版本1.0，应用宝）。", "隐私相册|8.1.2|应用宝||违规收集个人信息", 3},
		{"3款App存在以下问题：1.违规收集个人信息：未经同意收集；2.强制索取权限：不给权限不让用；3.超范围收集：收集个人信息过多。", "", 0},
		{"对3款App运营者提出要求：1.落实责任，保护个人信息；2.加强管理，不得超范围收集；3.按期整改。", "", 0},
		{"依据《网络安全法》（2016年）《个人信息保护法》等2部法律，对3款App通报。", "", 0},
		{"要求做到：一是收集合法、二是使用合规、三是保护到位。共3款App。", "", 0},
		{"通报的3款App包括：甲购物、乙出行。", "", 0},
		{"被通报的2款App包括：甲)购物、乙出行。", "甲)购物||||", 2},
		{"App Store\n3款App 已经 下架 处理\n请 各单位 周知", "", 0},
	} {
		w := feeds.Writing{Title: appTitle, Source: "SHCA", Published: "2026-03-02", Body: c.body}
		var rows []feeds.AppRow
		if got := r.Read(w).Apps; got != nil {
			rows = got.Rows
		}
		first := ""
		if len(rows) > 0 {
			first = strings.Join([]string{rows[0].Name, rows[0].Version, rows[0].Store, rows[0].Developer, rows[0].Problem}, "|")
		}
		if len(rows) != c.rows || first != c.want {
			t.Errorf("%s\n got %d rows, %q; want %d, %q", c.body, len(rows), first, c.rows, c.want)
		}
	}
}

func TestTheProblemOfAnAppIsNoWholePage(t *testing.T) {
	body := strings.Repeat("违规收集个人信息,", 4000) + "“甲”App（版本1.0）"
	got := factstest.Reader(t).Read(feeds.Writing{Title: appTitle, Source: "SHCA", Published: "2026-03-02", Body: body}).Apps
	if got == nil || len(got.Rows) != 1 || got.Rows[0].Name != "甲" || len(got.Rows[0].Problem) > 2000 {
		t.Errorf("%+.200v", got)
	}
}

func TestARowThatSpeaksOfAppsAndStoresIsNoHeader(t *testing.T) {
	w := feeds.Writing{Title: appTitle, Source: "SHCA", Body: "共发现3款APP存在问题。", Tables: [][][]string{{
		{"序号", "应用名称", "应用开发者", "应用来源", "应用版本", "所涉问题"},
		{"1", "衣邦人", "杭州某科技有限公司", "小米应用商店", "7.2.1", "APP频繁自启动和关联启动"},
		{"", "得物租", "某工作室", "华为应用商店", "", "APP强制、频繁、过度索取权限"},
		{"序号", "应用名称", "应用开发者", "应用来源", "应用版本", "所涉问题"},
		{"3", "某商城", "某公司", "vivo应用商店", "v2.1", "APP频繁自启动和关联启动"},
	}}}
	got := factstest.Reader(t).Read(w).Apps
	if got == nil || len(got.Rows) != 3 || got.Rows[0].Name != "衣邦人" || got.Rows[1].Name != "得物租" || got.Rows[2].Version != "v2.1" {
		t.Errorf("got %+v", got)
	}
}

func TestAHeaderInTwoRowsOrOfFewerColumnsBeginsAnotherPart(t *testing.T) {
	w := feeds.Writing{Title: appTitle, Source: "SHCA", Body: "共发现3款APP存在问题。", Attachments: []feeds.Attachment{{Name: "名单.pdf", How: "pdf", Table: [][]string{
		{"序号", "应用信息", "", "", "", "所涉问题"},
		{"序号", "应用名称", "应用开发者", "应用来源", "应用版本", "所涉问题"},
		{"1", "衣邦人", "甲公司", "小米应用商店", "7.2.1", "违规收集个人信息"},
		{"序号", "应用信息", "", "", "", "所涉问题"},
		{"序号", "应用名称", "应用开发者", "应用来源", "应用版本", "所涉问题"},
		{"2", "得物租", "乙公司", "应用宝", "1.0.2", "超范围收集个人信息"},
		{"", "存在问题的SDK名单", "", ""},
		{"序号", "SDK名称", "版本", "所涉问题"},
		{"1", "云帆SDK", "3.1", "违规使用个人信息"},
	}}}}
	got := factstest.Reader(t).Read(w).Apps
	if got == nil || len(got.Rows) != 3 || got.Rows[1].Name != "得物租" || got.Rows[2].Name != "云帆SDK" || got.Rows[2].Version != "3.1" || got.Rows[2].Problem != "违规使用个人信息" {
		t.Errorf("got %+v", got)
	}
}

func TestAnAttachedListWithoutATableNamesApps(t *testing.T) {
	for name, tt := range map[string]struct {
		a    feeds.Attachment
		want string
	}{
		"details": {feeds.Attachment{How: "docx", Read: "附件\n存在问题的APP名单\n1.衣邦人（版本号：7.2.1，杭州甲（集团）有限公司）\n2.得物租（版本号：1.0，乙公司）"}, "1 衣邦人 7.2.1 杭州甲（集团）有限公司|2 得物租 1.0 乙公司"},
		"names":   {feeds.Attachment{How: "pdf", Read: "下架名单\n1. 衣邦人\n2. 得物租（极速版）\n3. Hi停车\n第1页"}, "1 衣邦人  |2 得物租（极速版）  |3 Hi停车  "},
		"columns": {feeds.Attachment{How: "docx", Read: "序号 应用名称 应用版本\n1 衣邦人 7.2.1\n2 得物租 1.0"}, "1 衣邦人 7.2.1 |2 得物租 1.0 "},
		"cards": {feeds.Attachment{How: "docx", Table: [][]string{
			{"应用名称", "衣邦人"}, {"应用版本", "7.2.1"}, {"应用开发者", "甲公司"}, {"应用名称：", "得物租"}, {"应用版本：", "1.0"}, {"应用开发者：", "乙公司"},
		}}, "1 衣邦人 7.2.1 甲公司|2 得物租 1.0 乙公司"},
	} {
		body := "共发现2款APP存在问题，详见附件。"
		if name == "names" {
			body = "对3款APP予以下架，详见附件。"
		}
		got := factstest.Reader(t).Read(feeds.Writing{Title: appTitle, Source: "SHCA", Body: body, Attachments: []feeds.Attachment{tt.a}}).Apps
		if got == nil {
			t.Errorf("%s: no list", name)
			continue
		}
		var rows []string
		for _, r := range got.Rows {
			rows = append(rows, fmt.Sprintf("%d %s %s %s", r.Row, r.Name, r.Version, r.Developer))
		}
		if strings.Join(rows, "|") != tt.want || got.From != tt.a.How {
			t.Errorf("%s: got %q from %q, want %q", name, rows, got.From, tt.want)
		}
	}
}

func TestAListThatWasReadInPartSaysSo(t *testing.T) {
	w := feeds.Writing{Title: appTitle, Source: "SHCA", Body: "现将存在问题的APP予以通报。", Attachments: []feeds.Attachment{{
		Name: "名单.png", Image: true, How: "ocr", Unread: "read in part: reading it took too long",
		Table: [][]string{{"序号", "应用名称", "应用开发者", "所涉问题"}, {"1", "衣邦人", "某公司", "违规收集个人信息"}},
	}}}
	got := factstest.Reader(t).Read(w).Apps
	if got == nil || len(got.Rows) != 1 || got.Unread != "read in part: reading it took too long" {
		t.Errorf("got %+v", got)
	}
}

func TestAListThatIsThereButNotReadSaysWhy(t *testing.T) {
	r := factstest.Reader(t)
	body := "共发现127款APP存在问题（详见附件），现予以通报。"
	for name, w := range map[string]feeds.Writing{
		"missing tool": {Body: body, Attachments: []feeds.Attachment{{Name: "名单.png", Image: true, Unread: "tesseract is not installed"}}},
		"no rows":      {Body: body, Attachments: []feeds.Attachment{{Name: "名单.png", Image: true, How: "ocr", Read: "名单"}}},
		"picture":      {Body: body, Attachments: []feeds.Attachment{{Name: "名单.png", Image: true}}},
		"not opened":   {Body: body, Attachments: []feeds.Attachment{{Name: "名单.pdf"}}},
		"failed":       {Body: body, Attachments: []feeds.Attachment{{Name: "名单.pdf", Unread: "too large"}}},
		"not attached": {Body: body},
	} {
		t.Run(name, func(t *testing.T) {
			w.Title, w.Source = appTitle, "SHCA"
			got := r.Read(w).Apps
			if got == nil || got.Expected != 127 || len(got.Rows) != 0 || got.Unread == "" {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestARuleForAppsHasNoAppList(t *testing.T) {
	w := feeds.Writing{Title: "移动互联网应用程序信息服务管理规定", Body: "本规定自2022年8月1日起施行。", Source: "CAC"}
	if got := factstest.Reader(t).Read(w).Apps; got != nil {
		t.Errorf("got %+v", got)
	}
}

func TestHeadersOfAppLists(t *testing.T) {
	r := factstest.Reader(t)
	for _, head := range [][]string{
		{"APP名称", "开发者", "应用来源", "版本", "所涉问题"},
		{"应用名称", "运营单位", "应用商店", "版本号", "问题"},
		{"软件名称", "主体", "来源", "版本", "存在问题"},
		{"小程序名称", "主办单位", "平台来源", "版本", "违规情形"},
		{"App（小程序）名称", "企业名称", "下载渠道", "App版本", "问题描述"},
		{"问题APP", "开发企业", "分发平台", "版本", "违法违规情况"},
		{"产品名称", "运营者", "渠道", "版本信息", "问题类型"},
		{"App name", "Developer", "Store", "版本", "Problem"},
	} {
		w := feeds.Writing{Title: appTitle, Source: "SHCA", Body: "共发现2款APP存在问题。", Tables: [][][]string{{
			head,
			{"应用大师", "某应用科技有限公司", "小米应用商店", "最新", "违规收集个人信息"},
			{"美团小程序", "某公司", "应用宝", "最新", "违规使用个人信息"},
		}}}
		got := r.Read(w).Apps
		if got == nil || len(got.Rows) != 2 || got.Rows[0].Name != "应用大师" || got.Rows[0].Store != "小米应用商店" || got.Rows[1].Name != "美团小程序" {
			t.Errorf("%q: got %+v", head, got)
		}
	}
}

func TestTwoColumnsWithoutNumbers(t *testing.T) {
	w := feeds.Writing{Title: appTitle, Source: "SHCA", Body: "共发现2款APP存在问题。", Tables: [][][]string{{
		{"应用名称", "应用商店"}, {"应用大师", "小米应用商店"}, {"软件助手", "华为应用商店"},
	}}}
	got := factstest.Reader(t).Read(w).Apps
	if got == nil || len(got.Rows) != 2 || got.Rows[0].Name != "应用大师" {
		t.Errorf("got %+v", got)
	}
}

func TestAppsCountedByTheirRegulatorWereFoundWanting(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		source   feeds.AuthorityID
		enforces bool
	}{{"BJCA", true}, {"GDCA", true}, {"MIIT-ICAB", true}, {"CNCA", false}, {"SECA", false}, {"CAICT", false}} {
		w := feeds.Writing{Title: "32款App公布", Body: "现将32款App的名称公布如下。", Source: c.source, Published: "2024-03-01"}
		if got := r.Read(w).DocType; (got == "enforcement_notice") != c.enforces {
			t.Errorf("apps counted by %s are read as %q", c.source, got)
		}
	}
}

func TestRowsOfTablesWithOtherHeads(t *testing.T) {
	r := factstest.Reader(t)
	for name, tt := range map[string]struct {
		rows [][]string
		want string // name, developer, version and problem of each
	}{
		"blocks side by side": {[][]string{
			{"序号", "应用名称", "开发者", "序号", "应用名称", "开发者"}, {"1", "甲图", "甲公司", "3", "丙图", "丙公司"}, {"2", "乙图", "乙公司", "", "", ""},
		}, "甲图|甲公司|| 乙图|乙公司|| 丙图|丙公司||"},
		"two lines of heads": {[][]string{
			{"序号", "应用信息", "应用信息", "所涉问题"}, {"序号", "应用名称", "应用开发者", "所涉问题"}, {"1", "甲图", "甲公司", "违规收集"},
		}, "甲图|甲公司||违规收集"},
		"another order, digits of full width": {[][]string{
			{"版本号", "APP名称", "问题", "运营者", "编号"}, {"３.２.１", "甲图", "违规收集", "甲公司", "１"},
		}, "甲图|甲公司|3.2.1|违规收集"},
		"heads that say the same twice": {[][]string{
			{"应用名称", "应用名称", "开发者", "问题"}, {"甲图", "甲图", "甲公司", "违规收集"},
		}, "甲图|甲公司||违规收集"},
	} {
		w := feeds.Writing{Title: appTitle, Source: "SHCA", Body: "现将问题APP予以通报。", Tables: [][][]string{tt.rows}}
		var got []string
		if list := r.Read(w).Apps; list != nil {
			for _, a := range list.Rows {
				got = append(got, strings.Join([]string{a.Name, a.Developer, a.Version, a.Problem}, "|"))
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// named is each row as name, version, company, store and problem.
func named(l *feeds.AppList) (out []string) {
	if l == nil {
		return nil
	}
	for _, r := range l.Rows {
		out = append(out, strings.Join([]string{r.Name, r.Version, r.Developer, r.Store, r.Problem}, "|"))
	}
	return out
}

func TestListsHaveLinesOverTheirRowsSeveralTablesAndOtherWords(t *testing.T) {
	type rows = [][]string
	for name, c := range map[string]struct {
		tables []rows
		want   []string
	}{
		"a problem over each part": {[]rows{{
			{"一、违规收集个人信息", "一、违规收集个人信息", "一、违规收集个人信息"},
			{"序号", "APP名称", "应用商店"},
			{"1", "甲记账", "应用宝"},
			{"二、过度索取权限", "二、过度索取权限", "二、过度索取权限"},
			{"序号", "APP名称", "应用商店"},
			{"1", "丙出行", "豌豆荚"},
		}}, []string{"甲记账|||应用宝|违规收集个人信息", "丙出行|||豌豆荚|过度索取权限"}},
		"a problem in the first cell": {[]rows{{
			{"序号", "APP名称", "应用商店"}, {"一、违规收集个人信息", "", ""}, {"1", "甲记账", "应用宝"}, {"（二）过度索取权限", "", ""}, {"1", "丙出行", "豌豆荚"},
		}}, []string{"甲记账|||应用宝|违规收集个人信息", "丙出行|||豌豆荚|过度索取权限"}},
		"a note under the rows": {[]rows{{
			{"序号", "应用名称", "版本", "所涉问题"}, {"1", "甲记账", "1.0", "违规收集"}, {"注：检测时间截至8月31日。", "注：检测时间截至8月31日。", "注：检测时间截至8月31日。", "注：检测时间截至8月31日。"},
		}}, []string{"甲记账|1.0|||违规收集"}},
		"a table that goes on": {[]rows{
			{{"序号", "应用名称", "版本", "所涉问题"}, {"1", "甲记账", "1.0", "违规收集"}}, {{"2", "丙出行", "3.0", "强制弹窗"}},
		}, []string{"甲记账|1.0|||违规收集", "丙出行|3.0|||强制弹窗"}},
		"a table of something else behind": {[]rows{
			{{"序号", "应用名称", "版本", "所涉问题"}, {"1", "甲记账", "1.0", "违规收集"}}, {{"联系人", "王某", "电话", "010-12345678"}},
		}, []string{"甲记账|1.0|||违规收集"}},
		"two lines of headers": {[]rows{{
			{"序号", "应用信息", "应用信息", "应用信息", "违规情况"}, {"序号", "应用名称", "版本号", "应用平台", "所涉问题"}, {"1", "甲记账", "1.2.0", "应用宝", "违规收集"},
		}}, []string{"甲记账|1.2.0||应用宝|违规收集"}},
		"names with their versions": {[]rows{{{"序号", "应用名称及版本", "运营企业", "违规问题"}, {"1", "甲记账（安卓1.0）", "甲公司", "违规收集"}}}, []string{"甲记账（安卓1.0）||甲公司||违规收集"}},
		"games":                     {[]rows{{{"编号", "游戏/应用", "研发单位", "获取渠道", "测试版本", "存在问题"}, {"1", "乙战记", "乙公司", "应用宝", "2.0", "过度索权"}}}, []string{"乙战记|2.0|乙公司|应用宝|过度索权"}},
		"operators of a platform":   {[]rows{{{"小程序名称", "平台运营者", "所属平台", "不合规项"}, {"甲买菜", "甲公司", "微信", "无注销入口"}}}, []string{"甲买菜||甲公司|微信|无注销入口"}},
		"penalties":                 {[]rows{{{"序号", "被处罚应用", "当事人", "下载地址", "违法事实"}, {"1", "甲记账", "甲公司", "应用宝", "过度收集"}}}, []string{"甲记账||甲公司|应用宝|过度收集"}},
		"names alone":               {[]rows{{{"序号", "App名称"}, {"1", "甲记账"}, {"2", "乙商城"}}}, []string{"甲记账||||", "乙商城||||"}},
		"quotes and numbers":        {[]rows{{{"应用名称", "应用开发者", "所涉问题"}, {"1.“甲记账”", "甲公司", "违规收集"}, {"2、《乙商城》", "乙公司", "过度索权"}}}, []string{"甲记账||甲公司||违规收集", "乙商城||乙公司||过度索权"}},
		"a sum":                     {[]rows{{{"序号", "应用名称", "应用开发者", "所涉问题"}, {"1", "甲记账", "甲公司", "违规收集"}, {"合计", "1款", "", ""}}}, []string{"甲记账||甲公司||违规收集"}},
		"traditional characters":    {[]rows{{{"序號", "應用程式名稱", "開發者", "版本", "問題"}, {"1", "甲記帳", "甲公司", "1.0", "違規收集"}}}, []string{"甲記帳|1.0|甲公司||違規收集"}},
		"English":                   {[]rows{{{"No.", "App", "Developer", "Version", "Issues"}, {"1", "Jia Ledger", "Jia Co.", "1.0", "Collects data"}}}, []string{"Jia Ledger|1.0|Jia Co.||Collects data"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := named(factstest.Reader(t).Read(feeds.Writing{Title: appTitle, Source: "SHCA", Body: "现将问题APP予以通报。", Tables: c.tables}).Apps)
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestATableOfNamesAloneIsReadWhenItHasAsManyAsTheNoticeCounts(t *testing.T) {
	rows := [][]string{{"下架应用名单", "下架应用名单", "下架应用名单"}, {"甲记账", "乙商城", "丙出行"}, {"丁医生", "戊租车", ""}}
	for body, want := range map[string]int{"现对5款APP予以下架。": 5, "现对6款APP予以下架。": 0, "现予以下架。": 0} {
		w := feeds.Writing{Title: "省通信管理局关于下架侵害用户权益APP的通报", Source: "SHCA", Body: body, Tables: [][][]string{rows}}
		if got := named(factstest.Reader(t).Read(w).Apps); len(got) != want || want > 0 && got[4] != "戊租车||||" {
			t.Errorf("%s: got %q, want %d apps", body, got, want)
		}
	}
}
