// Package shortread reads lists that may come short. Nakama does not report a
// database connection that breaks in the middle of a list: the list has fewer
// entries, no cursor and no error. So an entry that is missing is asked for a
// second time before it counts as absent.
package shortread

// Find reads the entries of keys, and once more those that the first answer
// lacks. The map has the entries that exist.
func Find[K comparable, V any](keys []K, read func(keys []K) (map[K]V, error)) (map[K]V, error) {
	found := make(map[K]V, len(keys))
	for range 2 {
		if len(keys) == 0 {
			break
		}
		entries, err := read(keys)
		if err != nil {
			return nil, err
		}
		var missing []K
		for _, key := range keys {
			if entry, ok := entries[key]; ok {
				found[key] = entry
			} else {
				missing = append(missing, key)
			}
		}
		keys = missing
	}
	return found, nil
}
