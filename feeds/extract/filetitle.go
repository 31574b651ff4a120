package extract

import (
	"mime"
	"net/url"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// fileTypes are the beginnings of content types that only files have.
var fileTypes = []string{
	"application/pdf", "application/msword", "application/vnd.", "application/zip", "application/x-msdownload", "application/octet-stream", "application/wps", "image/",
}

// FileTitle reports whether a document is a file and no page, and what it is
// called: by the answer's header, else by the address.
func FileTitle(doc feeds.Document) (title string, isOne bool) {
	kind := strings.ToLower(doc.Header.Get("Content-Type"))
	isOne = isFile(doc.URL) && len(doc.Body) == 0 || len(doc.Raw) > 0 && len(doc.Body) == 0
	for _, t := range fileTypes {
		isOne = isOne || strings.HasPrefix(kind, t) && !isMarkup(doc.Body) && !isJSON(doc.Body)
	}
	if !isOne {
		return "", false
	}
	if _, params, err := mime.ParseMediaType(doc.Header.Get("Content-Disposition")); err == nil {
		title = unescaped(params["filename"])
	}
	if title == "" {
		title = AddressTitle(doc.URL)
	}
	return withoutExtension(title), true
}

// AddressTitle is the name of the file that an address shows, "" when none.
func AddressTitle(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	for _, field := range fileQuery {
		if s := unescaped(u.Query().Get(field)); s != "" {
			return withoutExtension(s)
		}
	}
	return withoutExtension(fileName(address))
}

func withoutExtension(name string) string {
	return string(feeds.CleanLine(fileExt.ReplaceAllString(clipTitle(name), "")))
}
