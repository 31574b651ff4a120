package attach_test

import (
	"slices"
	"testing"
)

func TestAPageOfAnOfficeProgramIsReadAsItsFile(t *testing.T) {
	a := read(t, reader(t), "a.doc", []byte(`<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><title>x</title></head><body><p>附件</p>`+
		`<table><tr><td rowspan=2>杭州云帆公司</td><td>云帆<br>记账</td></tr><tr><td>云帆课堂</td></tr><tr><td colspan="2">合计</td></tr></table><div>以上<b>名单</b></div></body></html>`))
	want := [][]string{{"杭州云帆公司", "云帆记账"}, {"杭州云帆公司", "云帆课堂"}, {"合计", ""}}
	if !slices.EqualFunc(a.Table, want, slices.Equal[[]string]) || a.Read != "附件\n杭州云帆公司 | 云帆记账\n杭州云帆公司 | 云帆课堂\n合计 |\n以上名单" {
		t.Errorf("rows %q, text %q, unread %q", a.Table, a.Read, a.Unread)
	}
}

func TestATableInsideAnotherGivesItsRowsOnce(t *testing.T) {
	a := read(t, reader(t), "a.xls", []byte(`<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><tr><td><p>附件</p><table><tr><td>1</td><td>云帆记账</td></tr><tr><td>2</td><td><table><tr><td>海鹤</td><td>课堂</td></tr></table></td></tr></table>以上名单</td></tr></table></body></html>`))
	want := [][]string{{"1", "云帆记账"}, {"2", "海鹤课堂"}}
	if !slices.EqualFunc(a.Table, want, slices.Equal[[]string]) || a.Read != "附件\n1 | 云帆记账\n2 | 海鹤课堂\n以上名单" {
		t.Errorf("rows %q, text %q, unread %q", a.Table, a.Read, a.Unread)
	}
}

func TestAnRTFFileIsReadAsPeopleSeeIt(t *testing.T) {
	const head = `{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset136 MingLiU;}{\f2\fcharset0 Arial;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s1 heading 1;}}`
	for name, tt := range map[string]struct{ body, text, unread string }{
		"signs in Unicode with bytes for old readers": {`\uc2 \u20225\'b1\'a8\u36890\'d8\'d8\uc1\u65311 ?\par`, "企通？", ""},
		"negative ones, and halves of one":            {`\u-255 ?\u-10179 ?\u-8704 ?\par`, "！😀", ""},
		"bytes by the font":                           {`\f0 \'b8\'bd\f1 \'aa\'fe\f2 \'e9t\'e9\par`, "附附été", ""},
		"what a group sets ends with it":              {`a{\v hidden}b{\deleted gone}c\v x\v0 d\par`, "abcd", ""},
		"headers, notes and pictures":                 {`{\header\pard page\par}text{\footnote note}{\pict 00ff}{\*\bkmkstart x}{\*\unknown y}\par`, "text", ""},
		"a link by its words":                         {`{\field{\*\fldinst HYPERLINK "https://a.example"}{\fldrslt here}}\par`, "here", ""},
		"numbers of a list":                           {`{\listtext\tab 1.\tab}one\par{\pntext 2.\tab}two\par`, "1. one\n2. two", ""},
		"lines, and bytes that are no text":           {"one\\line two\\bin4 \\}}{\\par three\r\n\\~four\\_five\\par", "one\ntwo\nthree four-five", ""},
		"what is cut off":                             {`some {\b words`, "some words", "read in part: the file is damaged or not what it seems"},
		"words of a frame":                            {`{\shp{\*\shpinst{\sp{\sn name}{\sv value}}{\shptxt framed\par}}}\par`, "framed", ""},
	} {
		t.Run(name, func(t *testing.T) {
			end := "}"
			if tt.unread != "" {
				end = ""
			}
			a := read(t, reader(t), "file.doc", []byte(head+tt.body+end))
			if a.Read != tt.text || a.Unread != tt.unread || a.How != "rtf" {
				t.Errorf("text %q by %q, unread %q", a.Read, a.How, a.Unread)
			}
		})
	}
}
