package address

import (
	"net/url"
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// IsFile reports whether an address is that of a file, not of a page.
func IsFile(u string) bool {
	return u != "" && (fileExts[Ext(Path(u))] || mayCall(u) && fileCall.MatchString(u))
}

// mayCall reports whether an address has what each that calls for a file has: a query, or the
// word for it. Most have neither, and looking for the words of a call takes long.
func mayCall(u string) bool {
	return strings.ContainsAny(u, "?&") || strings.Contains(strings.ToLower(u), "down")
}

// Ext is the extension of a file's name, in small letters.
func Ext(name string) string {
	at := strings.LastIndexByte(name, '.')
	if at < 0 || len(name)-at > LongestExt {
		return ""
	}
	return strings.ToLower(name[at+1:])
}

// LongestExt is more than an extension and its point have.
const LongestExt = 6

// FileExts are the extensions of files that are no pages, as an expression has them.
const FileExts = "doc|docx|docm|dot|dotx|xls|xlsx|xlsm|ppt|pptx|pdf|zip|rar|7z|wps|et|dps|ofd|ceb|odt|ods|odp|hwp|hwpx|csv|txt|rtf|tif|tiff|jpg|jpeg|png"

var fileExts = func() map[string]bool {
	out := map[string]bool{}
	for e := range strings.SplitSeq(FileExts, "|") {
		out[e] = true
	}
	return out
}()

// Path is the path of an address, "" where that is none.
func Path(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path
}

// fileCall are addresses of downloads that show no extension: a call that names what it
// does or what it gives and asks for one by its query, or by a number behind it.
var fileCall = pattern.MustCompile(`(?i)/sysFile/downloadFile/|/module/download/` +
	`|/(?:file_?|attach(?:ment)?_?|annex_?)?(?:down(?:load)?_?|get_?)(?:file|attach(?:ment)?|annex|doc(?:ument)?)?(?:\.(?:jsp|do|action|aspx|ashx|php|j?html?))?\?` +
	`|/(?:file|attach(?:ment)?|annex|fujian)s?\.(?:jsp|do|action|aspx|ashx|php)\?` +
	`|/(?:file_?|attach(?:ment)?_?)?down(?:load)?_?(?:file|attach(?:ment)?)?(?:\.(?:do|action|php))?/[\w-]*\d[\w-]{3,}$` +
	`|/(?:file_?|attach(?:ment)?_?)?down(?:load)?(?:_?file)?\.(?:jsp|do|action|aspx|php)\b` +
	`|/(?:open|view|show|get)_?(?:file|attach(?:ment)?|annex|appendix)(?:\.\w{2,5})?\?` +
	`|[?&](?:fileName|filename|fText)=`)

// fileExt is the extension of a file at the end of its name.
var fileExt = pattern.MustCompile(`(?i)\.(` + FileExts + `)$`)

// HasFileExt reports whether a name or a path ends in the extension of a file.
func HasFileExt(name string) bool { return fileExts[Ext(name)] }

// WithoutFileExt is a name without such an extension.
func WithoutFileExt(name string) string { return fileExt.ReplaceAllString(name, "") }
