/** Downloads what a page shows as a table. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

interface Props {
  readonly href: string
  readonly className?: string | undefined
  /** What is in it, where the page does not say so. */
  readonly 'aria-label'?: string
}

export const CsvButton = (props: Props) => (
  <Button
    component="a"
    variant="default"
    leftSection={<IconDownload size={16} aria-hidden />}
    download
    {...props}
  >
    CSV
  </Button>
)
