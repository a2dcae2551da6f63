package bundle

import (
	"errors"
	"strings"

	"constat/store/record"
)

// tellable refuses what no listing of ours tells of the contents of a store of
// its kind: a digest is the word of lists that others made, and comes in by an
// import alone; an ETag is told over HTTP, a link by folders and their like, a
// mount point by a folder of this machine.
func tellable(q record.Question, sum record.ManifestSum) error {
	scheme, _, _ := strings.Cut(q.URL, "://")
	folder := scheme == "file"
	overHTTP := strings.HasPrefix(scheme, "http") || strings.HasPrefix(scheme, "webdav") || strings.HasPrefix(scheme, "s3")
	switch {
	case sum.Digests:
		return errors.New("tells digests that no store tells us")
	case sum.ETags && !overHTTP, sum.Links && overHTTP, sum.Mounts && !folder:
		return errors.New("tells what such a store does not")
	case sum.Hollow:
		return errors.New("has a content of no bytes, and its digest is of some")
	}
	return nil
}
