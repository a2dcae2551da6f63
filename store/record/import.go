package record

import "slices"

// AskNothing is the kind of a question that nobody puts: its target is known
// by what others wrote down of it, and its chain has imports alone.
const AskNothing = "import"

// ImportURL is the address of a target that nothing is asked of.
func ImportURL(name string) string { return "import:" + Escape(name) }

// Forms are what a list of files that is imported can be, by importer manifest.
var Forms = []string{"folder", "md5sums", "sha256sums", "tsv"}

// An Import says that somebody else's record was taken in: second-hand
// evidence. What is proven is that it was there when it was taken in; what it
// says, and of when, is the word of who brought it.
type Import struct {
	Link
	Time     Instant `json:"time"`            // it was taken in, by our clock
	Importer string  `json:"importer"`        // "manifest"
	Form     string  `json:"form"`            // one of Forms
	Version  string  `json:"version"`         // of the program that read it
	Source   Hash    `json:"source,omitzero"` // the file as it was given; none for a folder
	Size     int64   `json:"size,omitempty"`  // of that file, bytes
	// Of is when the target held this, by the word of who brought it. A folder
	// without it is what the customer still holds, and says nothing of the target.
	Of Instant `json:"of,omitempty"`
	// Day tells that only the day of Of was told, which begins at Of; Offset is
	// that of the zone it was told in, in minutes east of UTC.
	Day        bool  `json:"day,omitempty"`
	Offset     int   `json:"offset,omitempty"`
	Items      int64 `json:"items"`
	Bytes      int64 `json:"bytes"`                // of the sizes that are known
	Unreadable int64 `json:"unreadable,omitempty"` // of a folder: contents that could not be read
	Root       Hash  `json:"root"`                 // RFC 6962, over the salted lines of the rows
	File       Hash  `json:"file"`                 // the rows, as a manifest
}

// offsetMost is how far zones lie from UTC at most, in minutes.
const offsetMost = 16 * 60

func (i Import) check() error {
	folder := i.Form == "folder"
	switch {
	case i.Importer != "manifest" || !slices.Contains(Forms, i.Form):
		return errorf("import of the form %.20q by %.20q", i.Form, i.Importer)
	case i.Version == "" || i.Root.IsZero() || i.File.IsZero():
		return errorf("import without what it brought, or by no program")
	case folder != i.Source.IsZero() || i.Size < 0 || folder && i.Size != 0:
		return errorf("import of the form %s from the file %v", i.Form, i.Source)
	case !folder && (i.Of == 0 || i.Unreadable != 0):
		return errorf("import of a list without its time, or that was read")
	case i.Of == 0 && (i.Day || i.Offset != 0) || i.Offset < -offsetMost || i.Offset > offsetMost:
		return errorf("import of a time that is told in no way")
	case i.Day && (int64(i.Of)+int64(i.Offset)*60_000)%86_400_000 != 0:
		return errorf("import of a day that does not begin at midnight")
	case i.Of > i.Time:
		return errorf("import of what is of after it")
	case i.Items < 0 || i.Bytes < 0 || i.Unreadable < 0 || i.Unreadable > i.Items:
		return errorf("import with impossible figures")
	}
	return nil
}

// Local reports whether i is what the customer still holds.
func (i Import) Local() bool { return i.Of == 0 }
