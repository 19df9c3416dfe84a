package shortread

// Find reads the entries of keys, and those that are missing once more. The map
// has the entries that exist. Without keys it does not call read.
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
