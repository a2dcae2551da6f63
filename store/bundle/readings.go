package bundle

import (
	"errors"
	"fmt"

	"constat/store/record"
)

// readings compares what an entry says was read with its list, in which each
// content has the time of its reading: the beginning of its listing.
func readings(e record.Inventory, sum record.ManifestSum) error {
	if sum.Newest > e.Time {
		return errors.New("names a reading of after its listing")
	}
	if sum.Newest < e.Time {
		sum.Read, sum.ReadBytes, sum.Tried = 0, 0, 0
	}
	switch {
	case e.Read != sum.Read:
		return fmt.Errorf("tells of %d contents that were read, its entry of %d", sum.Read, e.Read)
	case e.ReadBytes < sum.ReadBytes, e.Unreadable == 0 && e.ReadBytes != sum.ReadBytes:
		return fmt.Errorf("tells of %d bytes that were read, its entry of %d", sum.ReadBytes, e.ReadBytes)
	case e.Unreadable < sum.Tried, e.Unreadable > e.Items-e.Read:
		return fmt.Errorf("tells of %d contents that could not be read, its entry of %d", sum.Tried, e.Unreadable)
	}
	return nil
}
