package gloss_test

import "testing"

// TestOfficesOfPlaces: who a title is from, down to the bureaus of cities, whose names are
// made of words; none is taken for what the document is on.
func TestOfficesOfPlaces(t *testing.T) {
	g := glosser(t)
	for zh, want := range map[string]string{
		"宁波市应急管理局":          "Ningbo Emergency Management Bureau",
		"温州市林业和草原局":         "Wenzhou Forestry and Grassland Bureau",
		"大连市规划和自然资源局":       "Dalian Planning and Natural Resources Bureau",
		"佛山市数字化和数据资源管理局":    "Foshan Digitalization and Data Resources Administration",
		"苏州市住房和城乡建设管理委员会":   "Suzhou Commission of Housing and Urban-Rural Development",
		"厦门市网络安全和信息化委员会办公室": "the Office of the Xiamen Cyberspace Affairs Commission",
		"洛阳市高新技术产业开发区管理委员会": "the Administrative Committee of the Luoyang High-tech Industrial Development Zone",
		"昆明市文化和体育旅游发展服务管理局": "Kunming Culture and Sports Tourism Development Services Administration",
	} {
		if got, want := g.Title(zh+"关于加强数据安全管理的意见").Text, "Opinions of "+want+" on Strengthening Data Security Management"; got != want {
			t.Errorf("%s\n got %s\nwant %s", zh, got, want)
		}
	}
}
