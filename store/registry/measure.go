package registry

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"runtime"
	"sync"
)

// Measure reads those vouchers of the files of which size and digest are not known yet, and
// notes both. Those that can't be read are *MemberErrors in the joined error, and stay as they are.
func (c *Claim) Measure(identity io.Reader, files []File) error {
	ids, err := identities(identity)
	if err != nil {
		return err
	}
	var wrong []error
	var mu sync.Mutex
	var wg sync.WaitGroup
	next := make(chan func() error)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for measure := range next {
				if err := measure(); err != nil {
					mu.Lock()
					wrong = append(wrong, err)
					mu.Unlock()
				}
			}
		})
	}
	for _, f := range files {
		for i := range f.Vouchers {
			if v := &f.Vouchers[i]; v.SHA256 == "" {
				next <- func() error { return c.measure(f.Member.MemberNo, v, ids) }
			}
		}
	}
	close(next)
	wg.Wait()
	return errors.Join(wrong...)
}

func (c *Claim) measure(no int, v *Voucher, ids keys) error {
	r := &voucherReader{c: c, no: no, v: *v, ids: ids, sum: sha256.New()}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	v.Size, v.SHA256 = r.size, Digest(hex.EncodeToString(r.sum.Sum(nil)))
	return nil
}
