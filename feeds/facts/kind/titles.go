package kind

import (
	"github.com/regwire/regwire/feeds/pattern"
)

// Shapes of Chinese titles that tell what the page carries.
var (
	// heldZH is a court's headline of what it held: 某法院:某行为构成侵权.
	heldZH = pattern.MustCompile(`法院:.{0,40}?(?:构成|侵权|侵害|应|无效|有权|无权|违法|不得|须|支持|驳回)`)
	// orderTitle is the title of an order that only its text names the rule of.
	orderTitle = pattern.MustCompile(`令(?:\(?第?[\d一二三四五六七八九十百]+号\)?)?$`)
	// orderOf is one that names it in brackets or behind the number.
	orderOf = pattern.MustCompile(`令(?:\[\d{4}\])?\(?第?[\d一二三四五六七八九十百]+号\)?\(?([\p{Han}]{4,60}?(?:\([^()]{1,12}\))?)\)?$`)
	ofOrder = pattern.MustCompile(`《([^》]{2,80})》[^。]{0,200}(?:公布|发布)`)
	// bill is a law before its legislature: 个人信息保护法草案提请审议.
	bill = pattern.MustCompile(`([\p{Han}]{2,30}(?:法|条例))(?:修订|修正)?(?:\([^)]*)?草案.{0,20}?(?:审议|提请|初审|二审|三审|一审|亮相|征求意见|听取)`)
	// comesIntoForce is a rule's name with the news that it applies:
	// 某某规定（新版）7月1日起施行.
	comesIntoForce = pattern.MustCompile(`^(?:[\p{Han}]{2,12}[:：])?((?:[\p{Han}\d、]|\([\p{Han}]{2,8}\)){2,60}?(?:法|条例|办法|规定|细则|规则|指南|指引|规范|清单|["“]?白名单["”]?|措施|标准|意见|方案|计划|规划|预案|指导原则)(?:\([^)]{1,12}\))*)(?:将于|将|自|于|今日|今天|明日|明天|正式|最新|对外)?[\d年月日]{0,12}(?:起|今起)?(?:正式|对外|联合)?(?:施行|实施|生效|出台|公布|发布|印发|修订|出炉|亮相|问世|面世|落地|落地实施|落地施行|表决通过|审议通过|获表决通过|获通过|修订发布|修订出台|全文公布)(?:$|[ ,:!。])`)
	// makesKnown is a place or body and the rule that it publishes.
	makesKnown = pattern.MustCompile(`^[\p{Han}]{2,12}?(?:公布|发布|印发|出台)([\p{Han}]{4,40}(?:条例|办法|规定|细则|规则|指南|指引|清单|措施|行动计划|行动方案|实施方案|指导意见|工作要点))(?:\([^()]{1,12}\))?$`)
	// makesRule is a headline of a rule that only the text names:
	// 某省出台全国首部数据领域地方性法规.
	makesRule = pattern.MustCompile(`(?:出台|通过|迎来|施行|首部|首个).{0,24}(?:地方性法规|政府规章|部门规章|司法解释|新规|立法)`)
	// unnamedRule is a rule that the text does not name either: 制定的清单施行.
	unnamedRule = pattern.MustCompile(`(?:制定|出台|发布|印发|公布)的?(?:首份|首部|首个|新版|这一|该)?(清单|办法|规定|条例|细则|指引|指南|规则)[^。]{0,20}(?:施行|实施|生效|明确|规定|提出|列明)`)
	// ruleOpens begins a text that tells what a rule demands which nothing names.
	ruleOpens = pattern.MustCompile(`^(?:该|新)?(规范|办法|规定|指南|指引|细则|标准|条例)(?:草案|征求意见稿)?(?:还|也|拟)?(?:要求|提出|明确|强调|规定)`)
	// noticeOf begins a text that tells what a notice demands.
	noticeOf = pattern.MustCompile(`^(?:《[^》]{2,60})?通知》?(?:还|也)?(?:要求|提出|明确|强调|规定)`)
	// collectsZH is a headline that asks for works, cases or applications.
	collectsZH = pattern.MustCompile(`征集[\p{Han}]{0,8}(?:作品|案例|需求|线索|标识)$`)
	// ofDuties is a penalty on a handler that failed its duties, or in due form.
	ofDuties = pattern.MustCompile(`(?:依据|根据|依照)《|履行|落实|义务|泄露|泄漏|外泄|被罚|行政处罚|(?:公告|决定|决定书)$`)
	// reportsOn is a headline's first part that tells how inspections went.
	reportsOn = pattern.MustCompile(`(?:发布|公布|通报).{2,30}(?:检查|整治|治理|执法|核查)(?:情况|结果)$|(?:季度|半年|今年以来|去年|全年|\d{4}年度?)[^ ,。;]{0,12}(?:查处|处罚|处置|约谈|罚没)[^ ,。;]{2,20}\d+(?:余|多)?[家起件款个]`)
	// keepsRule is a headline that ends in a rule which somebody keeps or breaks.
	keepsRule = pattern.MustCompile(`(?:遵守|违反|依据|根据|按照|落实|贯彻|适用|普及|学习|宣传|触犯)[\p{Han}《]{0,20}(?:法|条例|办法|规定)》?$|(?:发表|提出)意见$`)
	// reads is a bill behind the verb: 审议某某法草案.
	reads = pattern.MustCompile(`审议([\p{Han}]{2,20}(?:法|条例))(?:修订|修正)?案?草案`)
	// askedAbout is a document without title marks that comments are sought on.
	askedAbout = pattern.MustCompile(`就([\p{Han}、]{2,60}?(?:法|条例|办法|规定|解释|指南|指引|标准|意见|方案|计划))(?:\([^)]*\))?(?:向社会)?(?:公开)?(?:征求|征集)(?:社会|公众)?意见`)
	// asksAbout is a consultation on a matter that no document's name stands for.
	asksAbout = pattern.MustCompile(`就.{4,60}(?:事项|工作|情况|问题)(?:公开)?征求意见$`)
	// opened is a rule's name behind which comments are asked for:
	// 某某办法向社会公开征集意见.
	opened = pattern.MustCompile(`^《?(.{2,80}?(?:法|条例|办法|规定|细则|规则|指南|指引|规范|清单|标准|方案|计划|规划|预案|目录)(?:草案|征求意见稿)?(?:\([^()]*\))?)》?(?:面向社会|向社会|现|开始|启动|的|再次|公开)*(?:(?:征求|征集|征询|听取)(?:社会|公众|各方|广泛)*(?:意见|建议)+|意见征集)$`)
	// inReading is a headline of a bill that only the text names.
	inReading = pattern.MustCompile(`立法拟|立法.{0,8}(?:[一二三]审|审议)|(?:征求意见稿|草案)(?:发布|公布|出炉|亮相|来了)|新规[\p{Han}]{0,6}(?:征求|征集|征询|听取)意见`)
	// consultTail is what a headline says of a draft behind its name.
	consultTail = pattern.MustCompile(`(\([^()]*(?:征求意见稿|草案|送审稿)[^()]*\))(?:面向社会|向社会)?(?:再次|二次)?(?:公开)?(?:征求意见|意见征集|征集意见|征求公众意见)$`)
	// amended is a rule with a decision or draft that amends it.
	amended = pattern.MustCompile(`关于修[改订]([\p{Han}]{2,30}(?:法|条例|办法|规定))的决定`)
	// ownName is a title that is nothing but the name of a rule.
	ownName = pattern.MustCompile(`^[\p{Han}、]{4,50}(?:办法|条例|规定|细则|指南|指引|规则)$`)
	// actsByNotice are measures of trade that a ministry takes by announcement.
	actsByNotice = pattern.MustCompile(`^[\p{Han} ]{2,12}公告:|实施.{0,4}(?:出口管制|反倾销|反补贴)措施(?:的决定)?$`)
	recruitsZH   = pattern.MustCompile(`^招聘:|(?:招聘|招录|招考|招募|选调|录用公务员|遴选公务员|博士后招收|遴选工作人员)[\p{Han}]{0,16}(?:公告|启事|简章|计划|通知|启动|开始)?(?:\([^()]*\))?$|面试(?:公告|安排|通知)`)
	// orderHead is the number of an order in front of the rule: 【第218号令】.
	orderHead = pattern.MustCompile(`^[\[(【][^\[\](){}【】]{2,24}[\])】] ?`)
	// madePublic is an announcement that makes a rule public.
	madePublic = pattern.MustCompile(`关于(?:公布|颁布)(.+?)的公告$`)
	// madeKnown is one that tells of a rule by name, without title marks.
	madeKnown = pattern.MustCompile(`关于发布([^《]+?(?:办法|规定|细则|指南|指引))(?:\([^()]*\))?的公告$`)
	// judgesZH are titles of what courts decide.
	judgesZH = pattern.MustCompile(`法院|判决|宣判|判处|获刑|被判|判赔|(?:^|[^益起公申])诉[^讼].{1,30}案$`)
	// carries is a notice that says no more than which document it carries.
	carries = pattern.MustCompile(`^[\p{Han}、 ]{0,60}关于《[^》]+》(?:\([^()]*\))?的(?:公告|通告|通知)$`)
	// mattersOf is a notice about matters of a document, not its issue.
	mattersOf = pattern.MustCompile(`》.{0,24}(?:有关|相关)(?:事项|工作)的(?:通知|公告|通告)$|》.{0,24}(?:适用|有关|相关|条款).{0,12}(?:问题|事项)的(?:答复|复函)(?:意见)?$`)
	// circularZH is a circular about things that were found, not about how work goes.
	circularZH = pattern.MustCompile(`关于.{2,60}[^况]的通报(?:\([^()]*\))?$`)
	// toComeZH announces a rule that is not there yet.
	toComeZH = pattern.MustCompile(`(?:拟|将|年内|明年|计划|正在|加快|抓紧)[\p{Han}]{0,6}(?:制定|出台|起草|提请)`)
	// honoursZH is a decision about people.
	honoursZH = pattern.MustCompile(`表彰|授予|嘉奖|任免`)
	// filesZH publishes what was filed, not how filing goes.
	filesZH = pattern.MustCompile(`(?:备案|登记)(?:信息|清单|编号)$`)
	// callsForTexts ask for papers, buysZH buy, samplesZH tell of products that
	// failed a test, listsZH list who was chosen, warnsZH warn.
	callsForTexts = pattern.MustCompile(`征[文稿]启事$`)
	buysZH        = pattern.MustCompile(`(?:招标|采购|比选|询价|磋商|谈判|中标|成交)[\p{Han}]{0,8}(?:文件|结果|公告|公示)$|工程招标$`)
	samplesZH     = pattern.MustCompile(`批次.{0,24}不合格.{0,12}(?:通报|通告|公告)$|不合格.{0,8}名单$|召回$`)
	listsZH       = pattern.MustCompile(`名单(?:\([^()]{1,16}\))?的?公示$`)
	warnsZH       = pattern.MustCompile(`(?:风险|预警|安全|漏洞)(?:提示|预警|通报)$|的(?:预警|提示)$`)
)
