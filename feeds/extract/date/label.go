package date

import (
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// Label is the label of a day at the beginning of a line, with what stands behind it.
var Label = pattern.MustCompile(`(?i)^[\[【(（\s]*(?:(?:发布|發[布佈]|发文|成文|公布|公开|公示|更新|信息)?(?:日[\s\x{3000}]*期|时[\s\x{3000}]*间|時\s*間)\s*[\]】]?\s*[：:]|[\[【]\s*(?:发布|公布)(?:日期|时间)\s*[\]】]|(?:发布|发表|编辑)于\s*[：:]?|(?:公?發[布佈]|張貼|刊登|上版|建檔)日期?\s*[：:]|(?:작성일자?|등록일자?|게시일|배포일|公開日|掲載日|発表日)\s*[：:]?|(?:published|posted|release date|date|(?:last )?updated)(?:\s+on)?\s*[：:]|(?:publi(?:sert|cerad|ceret)|offentliggjort|julkaistu|opublikowano|data publikacji|data di pubblicazione|publicad[oa](?:\s+e[lmn])?|pubblicat[oa](?:\s+il)?|publié(?:e|es|s)?\s+le|veröffentlicht(?:\s+am)?|gepubliceerd(?:\s+op)?)\s*[：:]?|(?:dato|datum|fecha)\s*[：:])\s*(.{0,40})`)

// SignedLabel is a label of the day on which a text was signed, which is not
// that of publication.
var SignedLabel = pattern.MustCompile(`^[\[【(（\s]*(?:成文|发文|签发|印发|生成)`)

// PublishedHead is the whole of a label, or the head of a column, of a day of publication.
var PublishedHead = pattern.MustCompile(`^(?:信息)?(?:发布|發布|公布|公开|公示|刊登|上网)(?:日期|时间|時間|日)$`)

// LineDay is a line that begins with a day, as the one under a heading does.
var LineDay = pattern.MustCompile(`^[\[（(]?((?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:[\s\x{a0}\x{3000}\])）]|$|来源)`)

// ShownFormats are the formats of days that an article shows.
var ShownFormats = []string{"ymd", "dmy", "short", "stamp"}

// addressDays are the ways in which an address shows a day, with the year in front.
var addressDays = []*pattern.Pattern{
	pattern.MustCompile(`/t((?:19|20)\d{2})(\d{2})(\d{2})_`),
	pattern.MustCompile(`/((?:19|20)\d{2})-(\d{2})[-/](\d{2})/`),
	pattern.MustCompile(`/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})/`),
	pattern.MustCompile(`/((?:19|20)\d{2})(\d{2})/?(\d{2})/`),
	pattern.MustCompile(`/[a-z]*_?((?:19|20)\d{2})(\d{2})(\d{2})[-_.a-z]`),
}

// addressDayFirst is a day at the end of an address as it is written in Europe.
var addressDayFirst = pattern.MustCompile(`/(\d{2})[-.](\d{2})[-.]((?:19|20)\d{2})(?:[-/][^/]*)?/?$`)

// InAddress is the day that an address shows.
func InAddress(path string) feeds.Day {
	for _, re := range addressDays {
		if m := re.FindStringSubmatch(path); m != nil {
			if d := Of(m[1], m[2], m[3]); d != "" {
				return d
			}
		}
	}
	if m := addressDayFirst.FindStringSubmatch(path); m != nil {
		return Of(m[3], m[2], m[1])
	}
	return ""
}
