package kind

import "github.com/regwire/regwire/feeds/pattern"

// The words by which titles and openings tell of apps, courts and penalties: whose act a page
// tells of and what it counts hang on them as its kind does.
var (
	// AppsZH and AppsEN are words for apps.
	AppsZH = pattern.MustCompile(`(?i)app|(?:移动|手机|问题|违规|违法|互联网|款|个)应用|\d款[^ ,。;]{1,12}应用|应用(?:程序|软件)|小程序|sdk|(?:款|手机|问题)软件|智能终端`)
	AppsEN = pattern.MustCompile(`\b(?:apps?|mini[- ]programs?|sdks?|software development kits?|applications)\b`)
	// CourtWords are words for courts in lower case.
	CourtWords = pattern.MustCompile(`\b(?:court|judge|appeal)\b`)
	// DecidesZH and DecidesEN are what courts do.
	DecidesZH = pattern.MustCompile(`判决|判令|判处|宣判|驳回|裁定|维持原判|和解|调解|认定.{0,20}(?:构成|无效)|获赔|判赔|判其|被判|获支持|罪成立`)
	DecidesEN = pattern.MustCompile(`\b(?:held|holds|ruled|rules that|ruling|rulings|ordered|orders|upheld|upholds|dismiss\w*|sentenc\w*|convict\w*|judgment|verdict|void|backs|sides|settled|gave|awards|awarded|sets aside|overturns|jails|jailed|acquitted|reject\w*|found that|finds that)\b`)
	// JudgedZH is a title of what a court did, PenaltyZH and PenaltyEN of what a regulator did.
	JudgedZH  = pattern.MustCompile(`判决|宣判|裁定|一审|二审|终审|纠纷|获罪|领刑|诉.{1,30}案|公益诉讼案|罪成立|构成.{2,20}罪|获刑|被判|无效|获赔|判赔|判其|判令|获支持|法院.{0,4}认定`)
	PenaltyZH = pattern.MustCompile(`行政处罚|处罚决定|查处|罚款|被罚|处罚|责令|依法处置|依法处理|罚单|警示函|监管措施|作出处置|(?:予以|给予|被)警告|被通报批评|(?:[^院 ]|^)立案(?:调查)?$|一案双查|通报.{0,20}未履行`)
	PenaltyEN = pattern.MustCompile(`\b(?:fine[sd]?|fining|penalt(?:y|ies)|penali[sz]e[sd]?|punish(?:es|ed)?|sanction(?:s|ed)?|warned (?:over|for|after)|warns (?:[\w'-]+ ){1,6}?(?:over|for|after|to|about)|ordered to|orders|tells [^.]{3,40} to (?:stop|mend|fix|correct|delete|rectify)|enforcement notice|takes (?:enforcement )?action against)\b`)
	// DigestsZH are titles of many cases at once, or of their numbers.
	DigestsZH = pattern.MustCompile(`(?:典型|指导性|精品|示范|十大|参考)(?:民事|刑事|行政|执法)?案例|(?:公布|发布|曝光)\d+[起件个则宗][^ 《》]{2,30}案例|通报\d+[起件宗][^ 《》]{2,30}案件|十大[\p{Han}]{0,12}案件|案例(?:集|选)|白皮书|检察建议|\d+(?:万)?余?[人件起名](?:$|[^\p{Han}])|数据显示|工作报告|汇总$|查处一批.{2,20}案件`)
	// AccusedZH are titles of what comes before a court decides, which name nobody who does it.
	AccusedZH = pattern.MustCompile(`被(?:依法)?(?:提起公诉|批准逮捕|批捕)`)
	// ProsecutesZH are titles of what procurators do before a court decides.
	ProsecutesZH = pattern.MustCompile(`(?:检察(?:院|机关|官)?|最高检).{0,40}(?:督促|起诉|公诉|公益诉讼|建议|支持)|^[\p{Han}]{2,6}检察:`)
	// LawmakersEN are those who pass bills.
	LawmakersEN = pattern.MustCompile(`\b(?:lawmakers|legislators|legislature|npc)\b`)
	// LocalPasses says that a place's congress passed the rule that another page carries.
	LocalPasses = pattern.MustCompile(`([\p{Han}]{2,8}?)(?:省|市|自治区)(?:第?[\d一二三四五六七八九十]{1,3}届)?人(?:民代表)?大(?:会)?(?:第[\d一二三四五六七八九十]{1,3}次会议|常(?:务)?委(?:员)?会)[^。]{0,40}?(?:表决)?(?:修订)?通过`)
)
