package reading_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// TestWhatWarningsCampaignsMilestonesAndRulingsState: no step of procedure and no figure
// stands in them, and what they say is told all the same.
func TestWhatWarningsCampaignsMilestonesAndRulingsState(t *testing.T) {
	for _, c := range []struct {
		title, body string
		source      feeds.AuthorityID
		says, not   string
	}{
		{"关于防范某产品高危漏洞的风险提示", "该产品存在身份认证绕过漏洞，可被利用获取系统权限。建议用户立即升级至安全版本，并修改默认口令。", "CNVD", "Flaws or threats named: authentication bypass; control of the system; weak or default passwords. Advice given: update or patch; change passwords.", "Runs"},
		{"關於防範勒索軟件的網絡安全提示", "公署提醒機構盡早備份數據。", "PCPD", "ransomware. Advice given: keep backups.", "update"},
		{"关于开展“清朗·暑期未成年人网络环境整治”专项行动的通知", "集中整治隔空猥亵、诱导充值、泄露未成年人隐私等问题，为期2个月。", "CAC", "Targets named: leaks of personal information; inducing payments or tips; online sexual abuse of minors; content harmful to minors. Runs for 2 months.", "Advice"},
		{"关于开展网约车平台数据安全检查的通知", "我局定于11月开展检查，重点检查数据分类分级、风险评估以及漏洞修补情况。", "MOT", "Checks named: data classification and grading; risk assessment", "Targets"},
		{"网信部门处置一批仿冒账号", "网信部门督促平台处置违规账号8700余个，清理信息15万条。", "CAC", "Accounts closed or restricted: more than 8,700.", "records"},
		{"网信部门处置一批仿冒账号", "平台关闭账号37个，暂停更新7日。", "BJCAC", "Accounts closed or restricted: 37.", "more than"},
		{"前男友定位她的车 检察机关起诉出售者", "检察机关以侵犯公民个人信息罪对孙某提起公诉，对罗某作相对不起诉。", "PROC-SC", "prosecuted; another person not prosecuted", "; not prosecuted"},
		{"九江警方查处倒卖订餐人电话的外卖站长", "站长吴某把订餐人姓名、手机号和楼层门牌发到群里收费，被刑事拘留。", "JXPSD", "Data named: names; phone numbers; addresses.", "private"},
		{"某短视频平台因传播违法信息被约谈并罚款", "网信办对该平台处以罚款300万元。", "CAC", "", "Data named"},
		{"公安机关公布5起侵犯公民个人信息典型案例", "有的出售病历，有的出售面单，共抓获14人。", "MPS", "14 people", "Data named"},
		{"中央网信办开展“清朗·优化营商网络环境”专项行动", "为期两个月，重点整治恶意抹黑诋毁攻击企业、借维权敲诈勒索、泄露企业家隐私等问题。", "CAC", "Targets named: leaks of personal information; others.", "people"},
		{"浙江首家企业个人信息出境标准合同通过备案", "省委网信办向某企业出具备案结果，系全省首单。", "ZJCAC", "Step reported: standard contract for outbound personal information filed; said to be the first in the province.", "country"},
		{"首批个人信息出境认证机构名单公布", "全国已有412家企业通过数据出境安全评估，1860家完成个人信息出境标准合同备案。", "CAC", "412 security assessments passed", "Step reported"},
		{"北京市网信办通报个人信息出境标准合同备案工作进展", "受理标准合同备案742件，完成备案511件。", "BJCAC", "742 applications to file contracts", "contracts filed"},
		{"个人信息出境有了新问答", "企业应当通过数据出境安全评估，或者通过认证方式开展个人信息出境？答：已受理一批认证。", "CAC", "", "Step reported"},
		{"员工诉公司保留指纹获支持", "南京市某区法院判决七日内删除指纹并出具证明。", "COURT-JS", "Outcome stated: deletion ordered; claim upheld.", "claimed"},
		{"小区刷脸案二审改判", "一审法院适用简易程序公开开庭审理。二审判决撤销一审判决，判令物业公司五日内删除原告人脸信息。", "COURT-TJ", "Outcome stated: deletion ordered; first-instance judgment set aside.", "no decision"},
		{"小区刷脸案二审维持原判", "物业公司上诉请求撤销一审判决。法院判决驳回上诉，维持原判。", "COURT-TJ", "judgment upheld", "set aside"},
		{"检察机关诉某公司过度收集消费者信息公益诉讼案开庭", "检察机关请求判令停止侵害众多消费者个人信息权益的行为。", "PROC-SC", "Outcome stated: an end of the infringement is claimed; case heard, no decision stated.", "ordered"},
		{"“人脸识别第一案”二审宣判", "法院判决删除包括照片在内的面部特征信息，二审新增判决删除指纹识别信息。", "COURT-ZJ", "Data named: faces; fingerprints or the like.", "financial"},
		{"法院判决一起个人信息保护纠纷案", "法院判决被告无需删除已合法公开的信息。", "COURT-JS", "", "deletion ordered"},
	} {
		w := feeds.Writing{Title: c.title, Body: c.body, Source: c.source, Published: "2024-09-09"}
		if all := summaryOf(t, w); !strings.Contains(all, c.says) || strings.Contains(all, c.not) {
			t.Errorf("%s: %q, want %q and no %q", c.title, all, c.says, c.not)
		}
	}
}

// TestARuleIsSaidToHoldUntilItsDay: one that is in force holds until a day, one that is to
// come takes effect and expires; a draft is put out by somebody.
func TestARuleIsSaidToHoldUntilItsDay(t *testing.T) {
	for _, c := range []struct{ title, body, published, says string }{
		{"某市公共数据授权运营管理办法", "本办法自2024年7月1日起施行，有效期至2029年6月30日。", "2024-05-20", "Takes effect on 1 July 2024 and expires on 30 June 2029."},
		{"某市公共数据授权运营管理办法", "本办法自2024年7月1日起施行，有效期至2029年6月30日。", "2024-07-02", "In force since 1 July 2024, until 30 June 2029."},
		{"关于《个人信息出境认证管理办法（征求意见稿）》公开征求意见的通知", "国家互联网信息办公室起草了《个人信息出境认证管理办法（征求意见稿）》，现向社会公开征求意见。", "2025-01-03", "Draft measures put out for comment by the Cyberspace Administration of China."},
		{"公安部就网络犯罪防治法草案征求意见", "公安部发布《网络犯罪防治法（征求意见稿）》，向社会公开征求意见，意见反馈截止时间为2026年3月2日。", "2026-02-02", "Draft law put out for comment by the Ministry of Public Security."},
	} {
		w := feeds.Writing{Title: c.title, Body: c.body, Source: "CAC", Published: feeds.Day(c.published)}
		w.Media = strings.HasPrefix(c.title, "公安部")
		if all := summaryOf(t, w); !strings.Contains(all, c.says) {
			t.Errorf("%s of %s: %q, want %q", c.title, c.published, all, c.says)
		}
	}
}
