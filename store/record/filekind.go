package record

import (
	"path"
	"strings"
)

// A FileKind is what a file is, by its name alone.
type FileKind string

// The kinds of files.
const (
	Photo    FileKind = "photo"
	Video    FileKind = "video"
	Music    FileKind = "music"
	Document FileKind = "document"
	Mail     FileKind = "mail"
	Page     FileKind = "page"
	Code     FileKind = "code"
	Archived FileKind = "archive"
	Other    FileKind = "other"
)

// FileKinds lists the kinds in the order in which they are told.
var FileKinds = []FileKind{Photo, Video, Music, Document, Mail, Page, Code, Archived, Other}

var extensions = map[FileKind]string{
	Photo:    "jpg jpeg jpe png gif webp heic heif tif tiff bmp svg ico avif raw cr2 cr3 nef arw dng orf rw2 psd xcf",
	Video:    "mp4 m4v webm mkv avi mov mpg mpeg ogv wmv flv 3gp mts m2ts ts",
	Music:    "mp3 flac ogg oga opus m4a aac wav wma aif aiff mid midi",
	Document: "pdf doc docx odt rtf txt md tex xls xlsx ods csv tsv ppt pptx odp epub pages numbers key djvu ps",
	Mail:     "eml mbox msg pst ost mbx emlx",
	Page:     "html htm xhtml shtml php asp aspx jsp",
	Code:     "js mjs css ts tsx jsx json xml yaml yml toml py rb go rs c h cpp hpp java kt swift pl sh sql vue scss less",
	Archived: "zip tar gz tgz bz2 xz zst 7z rar iso",
}

var byExtension = func() map[string]FileKind {
	all := map[string]FileKind{}
	for _, k := range FileKinds {
		for e := range strings.FieldsSeq(extensions[k]) {
			if _, taken := all[e]; !taken {
				all[e] = k
			}
		}
	}
	return all
}()

// FileKindOf tells what a file is by the end of its name. Mailboxes in the form
// of a folder (Maildir) hold one message a file, under cur or new.
func FileKindOf(name string) FileKind {
	base := path.Base(name)
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(base), "."))
	if k, ok := byExtension[ext]; ok && base[0] != '.' {
		return k
	}
	if dir := path.Base(path.Dir(name)); (dir == "cur" || dir == "new") && strings.Contains(base, ".") {
		return Mail
	}
	return Other
}
