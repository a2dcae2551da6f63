package registry

import (
	"errors"
	"fmt"
)

// Closed gives again the receipt of a voucher that was closed, for who did not hear the
// answer; ErrNothing, wrapped, when none of this number was.
func (p *Place) Closed(voucher int) (Receipt, error) {
	parts, err := p.c.parts(p.No())
	if err != nil {
		return Receipt{}, p.wrap("tell of a voucher of", err)
	}
	for _, part := range parts {
		if part.Kind == PartVoucher && part.Voucher == voucher {
			return part.receipt(), nil
		}
	}
	return Receipt{}, p.wrap("tell of a voucher of", fmt.Errorf("voucher %d is not closed: %w", voucher, ErrNothing))
}

// dropOpen removes a voucher whose closing went wrong, unless the part that lists it is there
// all the same.
func (u *Upload) dropOpen() error {
	if _, err := u.p.Closed(u.no); !errors.Is(err, ErrNothing) {
		return nil
	}
	return u.Drop()
}
